import { currentActivity } from "./activity.ts";
import { deferred, isPromise, markHandled } from "./promises.ts";
import { callLater, taskMs } from "./turns.ts";

/** How long code may go on by awaiting what is ready before messages get through, in ms. */
const PAUSE_EVERY_MS = 50;

/**
 * What a cell's `await` waits for: the value itself. A loop that awaits only what is ready would let no message through,
 * such as a request to stop, so it pauses at regular intervals.
 */
export function awaited(value: unknown): unknown {
  if (!isPauseDue()) return value;
  // It may be rejected, and nothing awaits it during the pause.
  if (isPromise(value)) markHandled(value);
  const { promise, resolve } = deferred<unknown>();
  afterPause(() => resolve(value));
  return promise;
}

/** Whether code that goes on without a `pause` would keep messages from getting through. */
export function isPauseDue(): boolean {
  return taskMs() >= PAUSE_EVERY_MS;
}

/** Resolves when messages have got through. */
export function pause(): Promise<void> {
  const { promise, resolve } = deferred<void>();
  afterPause(resolve);
  return promise;
}

/** Goes on when messages have got through. After a stop, code whose run is over does not go on. */
export function afterPause(proceed: () => void): void {
  const activity = currentActivity();
  callLater(() => {
    if (!activity.isAbandoned) proceed();
  });
}
