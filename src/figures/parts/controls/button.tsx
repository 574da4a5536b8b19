import type { ComponentChildren, JSX } from "preact";

/** A labelled button. If `disabled` it stays focusable, so that pressing it does not lose the focus. */
export function Button(props: {
  readonly children: ComponentChildren;
  readonly label?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="fig-button"
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-disabled={props.disabled}
      onClick={props.disabled === true ? undefined : props.onClick}
    >
      {props.children}
    </button>
  );
}
