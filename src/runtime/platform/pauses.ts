import { currentActivity } from "./activity.ts";
import { deferred, isPromise, markHandled } from "./promises.ts";
import { callLater, taskMs } from "./turns.ts";

/** How long code may go on by awaiting what is ready before messages get through, in ms. */
const PAUSE_EVERY_MS = 50;

/**
 * What a cell's `await` waits for: the value itself. A loop that awaits only what is ready would let no message through,
 * such as a request to stop, so it pauses at regular intervals. After a stop, code whose run is over does not go on.
 */
export function awaited(value: unknown): unknown {
  return taskMs() < PAUSE_EVERY_MS ? value : afterPause(value);
}

function afterPause(value: unknown): Promise<unknown> {
  // It may be rejected, and nothing awaits it during the pause.
  if (isPromise(value)) markHandled(value);
  const activity = currentActivity();
  const { promise, resolve } = deferred<unknown>();
  callLater(() => {
    if (!activity.isAbandoned) resolve(value);
  });
  return promise;
}
