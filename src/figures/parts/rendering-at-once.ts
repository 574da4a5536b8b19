import { options } from "preact";

/** Changes a component's state and has it rendered before this returns, and not, as usual, a little later. */
export function renderingAtOnce(change: () => void): void {
  const usual = options.debounceRendering;
  options.debounceRendering = (render) => render();
  try {
    change();
  } finally {
    // Preact's types know of no option that is there but undefined.
    if (usual === undefined) delete options.debounceRendering;
    else options.debounceRendering = usual;
  }
}
