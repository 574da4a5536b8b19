import { words } from "../../words/words.ts";
/** Opens the contents over the text, where there is no room for them beside it. Needs no script. */
export function ContentsButton({ contents }: { readonly contents: string }) {
  return (
    <button
      type="button"
      class="button is-icon contents-button"
      popovertarget={contents}
      aria-label={words.shell.contents}
      title={words.shell.contents}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M2 4h1M6 4h8M2 8h1M6 8h8M2 12h1M6 12h8"
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
          stroke-linecap="round"
        />
      </svg>
    </button>
  );
}
