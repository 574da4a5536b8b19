import type { ComponentChildren } from "preact";

interface ScrollBoxProps {
  readonly label: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A labelled box that scrolls and can be focused. */
export function ScrollBox({ label, class: name, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of content, not of form fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div class={name ?? "out-scroll"} role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
