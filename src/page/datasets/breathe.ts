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
    await yieldToBrowser();
    pause = performance.now() + SLICE;
    return true;
  };
}

/** The browser draws and handles input, but no other task of the page comes in between. */
function yieldToBrowser(): Promise<unknown> {
  // Safari has no scheduler; Chromium got `yield` later than the rest of it.
  return typeof globalThis.scheduler?.yield === "function" ? scheduler.yield() : taskOfItsOwn();
}

/** Settles in another task. Timers would take a second each in a hidden tab. */
function taskOfItsOwn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
