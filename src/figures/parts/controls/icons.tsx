import type { ComponentChildren, JSX } from "preact";

/** Icons of the controls, 16 × 16, in the colour of the text around. */
function Icon(props: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <svg class="fig-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {props.children}
    </svg>
  );
}

export const PlayIcon = () => (
  <Icon>
    <path d="M4.5 2.6v10.8a.5.5 0 0 0 .77.42l8.2-5.4a.5.5 0 0 0 0-.84l-8.2-5.4a.5.5 0 0 0-.77.42Z" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M4 2.5h2.6v11H4zM9.4 2.5H12v11H9.4z" />
  </Icon>
);
export const StartIcon = () => (
  <Icon>
    <path d="M2.5 3h1.8v10H2.5zM13.5 3.4v9.2a.4.4 0 0 1-.62.33L6 8.33a.4.4 0 0 1 0-.66l6.88-4.6a.4.4 0 0 1 .62.33Z" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path
      d="M10.8 2.5 5.3 8l5.5 5.5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </Icon>
);
export const ForwardIcon = () => (
  <Icon>
    <path
      d="M5.2 2.5 10.7 8l-5.5 5.5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </Icon>
);
export const PencilIcon = () => (
  <Icon>
    <path
      d="M2.5 13.5 3.3 10l7.4-7.4a1 1 0 0 1 1.4 0l1.3 1.3a1 1 0 0 1 0 1.4L6 12.7l-3.5.8Z"
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      stroke-linejoin="round"
    />
  </Icon>
);
export const UploadIcon = () => (
  <Icon>
    <path
      d="M8 10.5V2.8M4.8 5.6 8 2.5l3.2 3.1M2.7 10.2v3.1h10.6v-3.1"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path
      d="M13 6.2A5.3 5.3 0 0 0 3.4 5M3 9.8A5.3 5.3 0 0 0 12.6 11M13.2 2.6v3.8H9.4M2.8 13.4V9.6h3.8"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </Icon>
);
export const UndoIcon = () => (
  <Icon>
    <path
      d="M5.6 2.6 2.4 5.8l3.2 3.2M2.8 5.8h6.4a3.7 3.7 0 0 1 0 7.4H5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </Icon>
);
