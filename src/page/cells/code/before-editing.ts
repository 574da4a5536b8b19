import { savesData } from "../../ui/saves-data.ts";

/** How long a mouse has to be over code, in ms: not while it crosses the page. */
const REST = 120;

/**
 * Calls back once, when a reader with a mouse seems to be about to edit a cell: the pointer has moved over code and stayed
 * there. Scrolling below a pointer that rests does not count, nor does anything where the reader wants to save data.
 * @returns what stops it.
 */
export function beforeEditing(page: Document, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const leave = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const stop = (): void => {
    leave();
    page.removeEventListener("pointermove", follow);
  };
  const follow = ({ target, pointerType }: PointerEvent): void => {
    const isOnCode = target instanceof Element && target.closest(".code") !== null;
    if (pointerType !== "mouse" || !isOnCode) leave();
    else
      timer ??= setTimeout(() => {
        stop();
        if (!savesData()) act();
      }, REST);
  };
  page.addEventListener("pointermove", follow, { passive: true });
  return stop;
}
