import { words } from "../../words/words.ts";
import type { ConnectionListener } from "./connection.ts";

/**
 * Listens to a runtime that starts.
 * @param onFailed called if it crashes, or gives up, before it was ready.
 */
export function followStart(listener: ConnectionListener, onFailed: () => void): ConnectionListener {
  let isReady = false;
  return {
    onEvent(event) {
      if (event.type === "ready") isReady = true;
      if (event.type === "boot-failed") onFailed();
      listener.onEvent(event);
    },
    onRuntimeEnd(end) {
      const isDamaged = !isReady && end.type === "crashed";
      if (isDamaged) onFailed();
      listener.onRuntimeEnd(isDamaged ? { ...end, message: words.runtime.crashedAtStart } : end);
    },
  };
}
