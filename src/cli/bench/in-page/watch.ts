/*
 * Functions that Playwright sends into the page as text: each must use nothing from outside itself.
 */

/** Starts to watch the page's main thread. */
export function startWatching(): void {
  const watched = { longestTask: 0, longTasks: 0, longestGap: 0 };
  Reflect.set(globalThis, "watched", watched);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      watched.longTasks += 1;
      watched.longestTask = Math.max(watched.longestTask, duration);
    }
  }).observe({ type: "longtask" });
  let last = performance.now();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    watched.longestGap = Math.max(watched.longestGap, now - last);
    last = now;
    // Often enough to see a gap, but not so often that it keeps the page busy.
    setTimeout(() => port2.postMessage(null), 2);
  };
  port2.postMessage(null);
}

/** What was observed since the last call, in ms. */
export function takeWatched(): { longestTask: number; longTasks: number; longestGap: number } {
  const watched = Reflect.get(globalThis, "watched");
  const taken = { ...watched };
  Object.assign(watched, { longestTask: 0, longTasks: 0, longestGap: 0 });
  return taken;
}

/** Starts to watch what readers notice while they scroll: long tasks, late frames and layout shifts. */
export function startWatchingScroll(): void {
  const watched = { longTasks: 0, longestTask: 0, longestGap: 0, shift: 0 };
  Reflect.set(globalThis, "watchedScroll", watched);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      if (duration > 100) watched.longTasks += 1;
      watched.longestTask = Math.max(watched.longestTask, duration);
    }
  }).observe({ type: "longtask" });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // TypeScript's library does not have these properties of layout shifts.
      if (Reflect.get(entry, "hadRecentInput") === false)
        watched.shift += Number(Reflect.get(entry, "value"));
    }
  }).observe({ type: "layout-shift" });
  let last = performance.now();
  const follow = () => {
    const now = performance.now();
    watched.longestGap = Math.max(watched.longestGap, now - last);
    last = now;
    requestAnimationFrame(follow);
  };
  requestAnimationFrame(follow);
}

/** Goes to a part of the page, between 0 and 1. */
export function goToPart(part: number): void {
  scrollTo({ top: part * document.documentElement.scrollHeight, behavior: "instant" });
}

/** What was observed since the last call; times in ms. */
export function takeScroll(): {
  longTasks: number;
  longestTask: number;
  longestGap: number;
  shift: number;
} {
  const watched = Reflect.get(globalThis, "watchedScroll");
  const taken = { ...watched };
  Object.assign(watched, { longTasks: 0, longestTask: 0, longestGap: 0, shift: 0 });
  return taken;
}

/** Presses the cell's Run button, and resolves to the ms until its outputs show exactly this text. */
export function timeToText({ id, text }: { id: string; text: string }): Promise<number> {
  const element = document.querySelector<HTMLElement>(`#cell-${id}`);
  const outputs = element?.querySelector<HTMLElement>("[data-outputs]");
  const button = element?.querySelector("button");
  if (!outputs || !button) throw new Error(`There is no cell "${id}".`);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (outputs.textContent?.trim() !== text) return;
      observer.disconnect();
      resolve(performance.now() - begun);
    });
    observer.observe(outputs, { childList: true, characterData: true, subtree: true });
    const begun = performance.now();
    button.click();
  });
}

/** Presses the cell's Run button, and resolves to the ms until the runtime is ready. */
export function timeToReady(id: string): Promise<number> {
  const button = document.querySelector<HTMLElement>(`#cell-${id} button`);
  if (!button) throw new Error(`There is no cell "${id}".`);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.documentElement.dataset["runtime"] !== "ready") return;
      observer.disconnect();
      resolve(performance.now() - begun);
    });
    observer.observe(document.documentElement, { attributeFilter: ["data-runtime"] });
    const begun = performance.now();
    button.click();
  });
}

/** Presses a running cell's Stop button, and resolves to the ms until it has stopped. @throws Error if it is not running. */
export function timeToStop(id: string): Promise<number> {
  const element = document.querySelector<HTMLElement>(`#cell-${id}`);
  const button = element?.querySelector("button");
  if (!element || !button) throw new Error(`There is no cell "${id}".`);
  if (element.dataset["status"] !== "running") throw new Error(`The cell "${id}" does not run.`);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (element.dataset["status"] === "running") return;
      observer.disconnect();
      resolve(performance.now() - begun);
    });
    observer.observe(element, { attributeFilter: ["data-status"] });
    const begun = performance.now();
    button.click();
  });
}

/** Resolves when the page shows this text, after the browser has drawn it. */
export function untilText(text: string): Promise<void> {
  return new Promise((resolve) => {
    const resolveAfterFrame = () => {
      requestAnimationFrame(() => {
        // The frame is drawn before the next task.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
    };
    const has = (node: Node) => node.textContent?.includes(text) === true;
    if (has(document.body)) return resolveAfterFrame();
    // Looking through the whole page with every change would take part of the time that is measured.
    const observer = new MutationObserver((changes) => {
      const changed = changes.flatMap(({ type, target, addedNodes }) =>
        type === "characterData" ? [target] : [...addedNodes],
      );
      if (!changed.some(has)) return;
      observer.disconnect();
      resolveAfterFrame();
    });
    observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  });
}

/** When a page that has just become usable was painted, and when all its text was there: ms from the navigation. */
export function loadTimes(): { paint: number; text: number; live: number } {
  const [navigation] = performance.getEntriesByType("navigation");
  return {
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    text: navigation instanceof PerformanceNavigationTiming ? navigation.domInteractive : Number.NaN,
    live: performance.now(),
  };
}
