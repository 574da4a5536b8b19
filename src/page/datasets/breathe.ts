/** Milliseconds of work at a time: short enough for a page to scroll smoothly between. */
const SLICE = 8;

/**
 * For long work on the page's thread: the function returned is awaited between its steps, and now and then lets the
 * page do what it has to.
 * @returns resolves to true when the page had its turn.
 */
export function breather(): () => Promise<boolean> {
  let pause = performance.now() + SLICE;
  return async () => {
    if (performance.now() < pause) return false;
    await new Promise((resolve) => setTimeout(resolve, 0));
    pause = performance.now() + SLICE;
    return true;
  };
}
