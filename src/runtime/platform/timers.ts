import { type Activity, currentActivity, resume } from "./activity.ts";
import { withBuiltIns } from "./built-ins.ts";
import { afterPause, isPauseDue } from "./pauses.ts";

type Callback = (...values: readonly unknown[]) => unknown;
/** A handler that is not a function is evaluated as code. */
type Schedule = (handler: unknown, delay?: number, ...values: readonly unknown[]) => number;

/** The functions with which a cell runs code later. */
interface Timers {
  readonly setTimeout: Schedule;
  readonly setInterval: Schedule;
  readonly clearTimeout: (id?: number) => void;
  readonly clearInterval: (id?: number) => void;
  readonly requestAnimationFrame: (callback: Callback) => number;
  readonly cancelAnimationFrame: (id: number) => void;
  readonly queueMicrotask: (callback: Callback) => void;
}

/** Captured before a cell can replace them. */
const { apply } = Reflect;
const globalSetTimeout = globalThis.setTimeout.bind(globalThis);
const globalSetInterval = globalThis.setInterval.bind(globalThis);
const globalClearTimeout = globalThis.clearTimeout.bind(globalThis);
const globalQueueMicrotask = globalThis.queueMicrotask.bind(globalThis);
// Indirect, so that the code sees the global scope and none of the runtime's names.
// biome-ignore lint/security/noGlobalEval: `setTimeout("code")` evaluates code in every browser.
const evaluate = globalThis.eval;

/**
 * Timers whose callbacks belong to the run that set them: so do their outputs and errors, and a stop ends them.
 *
 * @param requestFrame the `requestAnimationFrame` of `next-frame.ts`
 * @param onError is called with what a callback throws
 */
export function createTimers(
  requestFrame: (callback: FrameRequestCallback) => number,
  onError: (activity: Activity, thrown: unknown) => void,
): Timers {
  const timers = new PendingCalls();

  const call: Call = (activity, handler, values) => {
    resume(activity);
    try {
      if (typeof handler === "function") apply(handler, globalThis, values);
      else evaluate(String(handler));
    } catch (thrown) {
      onError(activity, thrown);
    }
  };

  return {
    setTimeout(handler, delay, ...values) {
      requireHandler("setTimeout", handler);
      const activity = currentActivity();
      activity.assertNotStopped();
      const id: number = globalSetTimeout(() => {
        timers.end(id);
        call(activity, handler, values);
      }, delay);
      timers.add(id, activity, () => globalClearTimeout(id));
      return id;
    },
    setInterval(handler, delay, ...values) {
      requireHandler("setInterval", handler);
      const activity = currentActivity();
      activity.assertNotStopped();
      const id: number = globalSetInterval(() => call(activity, handler, values), delay);
      timers.add(id, activity, () => globalClearTimeout(id));
      return id;
    },
    // One clears the other's, as in every browser.
    clearTimeout: (id) => timers.cancel(id),
    clearInterval: (id) => timers.cancel(id),
    ...createFrames(requestFrame, call),
    queueMicrotask(callback) {
      const activity = currentActivity();
      const proceed = (): void => call(activity, callback, []);
      // A callback that queues itself again would let no message through.
      if (isPauseDue()) afterPause(proceed);
      else globalQueueMicrotask(proceed);
    },
  };
}

/** A browser evaluates `undefined` without a word: mostly it is what a function returned that was called at once. */
function requireHandler(timer: string, handler: unknown): void {
  if (typeof handler === "function" || typeof handler === "string") return;
  throw new TypeError(
    `${timer} needs a function: write \`${timer}(f, 100)\`, without parentheses after \`f\`, or \`${timer}(() => f(x), 100)\`.`,
  );
}

/** Calls a handler of an activity, and reports what it throws. */
type Call = (activity: Activity, handler: unknown, values: readonly unknown[]) => void;

function createFrames(
  requestFrame: (callback: FrameRequestCallback) => number,
  call: Call,
): Pick<Timers, "requestAnimationFrame" | "cancelAnimationFrame"> {
  const frames = new PendingCalls();
  let lastId = 0;
  return {
    requestAnimationFrame(callback) {
      const activity = currentActivity();
      lastId += 1;
      const id = lastId;
      frames.add(id, activity, () => undefined);
      requestFrame((time) => {
        if (frames.end(id)) call(activity, callback, [time]);
      });
      return id;
    },
    cancelAnimationFrame: (id) => frames.cancel(id),
  };
}

interface PendingCall {
  /** Removes it from its run's work. */
  readonly end: () => void;
  readonly cancel: () => void;
}

/** The calls that have not been made, by the ids that cells get for them. */
class PendingCalls {
  readonly #calls = new Map<unknown, PendingCall>();

  /** @throws {StopRequested} if the activity was stopped */
  add(id: unknown, activity: Activity, clear: () => void): void {
    const cancel = (): void => {
      clear();
      this.end(id);
    };
    const end = activity.begin({ type: "timer", cancel });
    withBuiltIns(() => this.#calls.set(id, { cancel, end }));
  }

  /** Whether the call was still pending. */
  end(id: unknown): boolean {
    return withBuiltIns(() => {
      this.#calls.get(id)?.end();
      return this.#calls.delete(id);
    });
  }

  cancel(id: unknown): void {
    withBuiltIns(() => this.#calls.get(id)?.cancel());
  }
}
