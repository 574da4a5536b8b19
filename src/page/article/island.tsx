import type { ComponentChildren } from "preact";

/** Where a living part begins: the page's script hydrates what is inside, and hot reload keeps what has the same name. */
export function Island({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="island" data-island={name}>
      {children}
    </div>
  );
}
