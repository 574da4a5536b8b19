import { options } from "preact";

/** Changes a component's state and renders it synchronously; by default Preact defers rendering. */
export function renderingAtOnce(change: () => void): void {
  const usual = options.debounceRendering;
  options.debounceRendering = (render) => render();
  try {
    change();
  } finally {
    // With exactOptionalPropertyTypes, the option cannot be set to undefined.
    if (usual === undefined) delete options.debounceRendering;
    else options.debounceRendering = usual;
  }
}
