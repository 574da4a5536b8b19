import type { JSX } from "preact";

/** The sign between two grids. */
export function Operator({ sign }: { readonly sign: "∗" | "=" }): JSX.Element {
  return (
    <span class="fig-operator" aria-hidden="true">
      {sign}
    </span>
  );
}
