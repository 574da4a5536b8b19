import type { ReadonlySignal } from "@preact/signals";

interface SearchParts {
  /** Loads the index as text. @throws Error with a message for the reader. */
  readonly load: () => Promise<string>;
  /** Whether keys without a modifier are commands. */
  readonly hasKeys: ReadonlySignal<boolean>;
  /** Called with what to try again, if the search itself cannot be loaded. */
  readonly onFailure: (retry: () => void) => void;
}

/** Opens the search with its buttons on the page and with `/`. What searches is loaded when it is first opened. */
export function connectSearch({ load, hasKeys, onFailure }: SearchParts): () => void {
  let isLoading = false;
  const open = (): void => {
    if (isLoading) return;
    isLoading = true;
    const typed = collectKeys();
    const end = (): string => {
      isLoading = false;
      return typed.end();
    };
    import("./search-dialog.tsx").then(
      (part) => part.openSearch(load, end()),
      () => {
        end();
        onFailure(open);
      },
    );
  };
  document.addEventListener("keydown", (event) => {
    if (!hasKeys.peek() || !isSearchKey(event) || isBusy()) return;
    // The browser would type it into the field, or begin a search of its own.
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.target.closest("[data-search]") === null) return;
    closePopovers();
    open();
  });
  return open;
}

/** Collects what a fast reader types before there is a field for it. Elsewhere on the page, letters are commands. */
function collectKeys(): { end(): string } {
  let text = "";
  const collect = (event: KeyboardEvent): void => {
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (takesText(event.target)) return;
    text += event.key;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("keydown", collect, { capture: true });
  return {
    end() {
      removeEventListener("keydown", collect, { capture: true });
      return text;
    },
  };
}

/** The key belongs to whatever takes text, and with a modifier to the browser or to a screen reader. */
function isSearchKey(event: KeyboardEvent): boolean {
  const { key, ctrlKey, altKey, metaKey, defaultPrevented, target } = event;
  if (key !== "/" || ctrlKey || altKey || metaKey || defaultPrevented) return false;
  return !takesText(target);
}

function takesText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TAKES_TEXT) !== null;
}

const TAKES_TEXT = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";

/** Whether a dialog is open, or slides are shown, whose keys are their own. */
function isBusy(): boolean {
  return (
    document.querySelector("dialog[open]") !== null || document.documentElement.hasAttribute("data-present")
  );
}

/** The contents over the text, in which one of the buttons is. */
function closePopovers(): void {
  for (const popover of document.querySelectorAll<HTMLElement>("[popover]:popover-open"))
    popover.hidePopover();
}
