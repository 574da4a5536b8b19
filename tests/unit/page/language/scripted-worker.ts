import type { LanguageReport, LanguageRequest } from "../../../../src/language/messages.ts";

/** A worker that does nothing by itself. */
export class ScriptedWorker extends EventTarget {
  readonly sent: LanguageRequest[] = [];
  isTerminated = false;

  get asWorker(): Worker {
    return this as unknown as Worker;
  }
  postMessage(request: LanguageRequest): void {
    this.sent.push(request);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  report(data: LanguageReport): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
  /** @returns whether the error is left to the page, which would report it. */
  fail(): boolean {
    return this.dispatchEvent(new Event("error", { cancelable: true }));
  }
}
