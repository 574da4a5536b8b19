/** Milliseconds of work before yielding: short enough for smooth scrolling. */
const SLICE = 8;

/**
 * For long work on the page's thread: await the returned function between small pieces of work. It yields to the browser
 * when the time slice is used up.
 * @returns a function that resolves to true if it yielded.
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
