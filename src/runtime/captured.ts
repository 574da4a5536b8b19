/**
 * What the runtime itself needs from the platform, taken before any cell can replace or remove it.
 * Cells share the global scope with the runtime, so a cell may overwrite any of these names there.
 */
const { apply } = Reflect;
const portPostMessage = MessagePort.prototype.postMessage;
const globalSetTimeout = globalThis.setTimeout.bind(globalThis);
const globalSetInterval = globalThis.setInterval.bind(globalThis);
const performanceNow = performance.now.bind(performance);
const encodeBinary = globalThis.btoa.bind(globalThis);
const { stringify } = JSON;
const { fromCharCode } = String;

export function postTo(port: MessagePort, message: string): void {
  apply(portPostMessage, port, [message]);
}

export function after(milliseconds: number, action: () => void): void {
  globalSetTimeout(action, milliseconds);
}

export function every(milliseconds: number, action: () => void): void {
  globalSetInterval(action, milliseconds);
}

/** Milliseconds since the worker began. */
export function now(): number {
  return performanceNow();
}

export function toJson(value: unknown): string {
  return stringify(value);
}

/** Bytes as base64, in pieces that fit a call's argument list. */
export function toBase64(bytes: Uint8Array | Uint8ClampedArray): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += apply(fromCharCode, null, bytes.subarray(start, start + 8192));
  }
  return encodeBinary(binary);
}
