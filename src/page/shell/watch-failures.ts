import { errorMessage } from "../../protocol/error-message.ts";
import { words } from "../../words/words.ts";
import { describeMissing, MISSING_PART } from "../ui/missing-part.ts";
import type { Notice } from "./notices.tsx";

export interface FailureOptions {
  readonly show: (notice: Notice) => void;
  /** Saves the reader's work, and reloads the page. */
  readonly reload: () => void;
  /** What a reload keeps and loses, as the end of a sentence; null if there is nothing to lose. */
  readonly consequence: () => string | null;
}

/**
 * Says in a notice that the page's own code has failed, which nothing else reports: once, since one fault often causes
 * many. The browser's console has each of them.
 */
export function watchFailures(
  page: Pick<Window, "addEventListener">,
  { show, reload, consequence }: FailureOptions,
): void {
  let isReported = false;
  /** Files that could not be loaded, which Vite reports itself. */
  const missing = new WeakSet<object>();
  const report = (message: string, thrown: unknown): void => {
    if (isReported || isHarmless(message, thrown)) return;
    const isMissing = typeof thrown === "object" && thrown !== null && missing.has(thrown);
    // A failure of the code may follow, and has a different remedy.
    isReported = !isMissing;
    show(isMissing ? missingPart() : failure(message, reload, consequence()));
  };
  page.addEventListener("vite:preloadError", ({ payload }) => missing.add(payload));
  page.addEventListener("error", ({ message, error }) => report(message, error));
  page.addEventListener("unhandledrejection", ({ reason }) => report(describe(reason), reason));
}

function missingPart(): Notice {
  return { id: MISSING_PART, text: describeMissing(words.shell.partMissing), action: null };
}

function failure(message: string, reload: () => void, consequence: string | null): Notice {
  return {
    id: "failure",
    text: words.shell.failed(shorten(message), consequence === null ? "." : `: ${consequence}`),
    action: { label: words.shell.reload, act: reload },
  };
}

/** Observers that take turns, requests that were given up, and the code of browser extensions. */
function isHarmless(message: string, thrown: unknown): boolean {
  if (message.startsWith("ResizeObserver loop")) return true;
  if (!(thrown instanceof Error)) return false;
  return thrown.name === "AbortError" || /\b[a-z-]+-extension:\/\//.test(thrown.stack ?? "");
}

function describe(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : errorMessage(reason);
}

function shorten(message: string): string {
  return message.length > 200 ? `${message.slice(0, 200)}…` : message;
}
