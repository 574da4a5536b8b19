import { MAXIMUM_MESSAGE_LENGTH } from "../../protocol/wire.ts";
import { deferred } from "./promises.ts";

/**
 * What the runtime needs from the platform, captured before any cell runs: cells share the global scope with the
 * runtime, and can overwrite any of these names.
 */
const { apply } = Reflect;
const portPostMessage = MessagePort.prototype.postMessage;
const getData = getterOf(MessageEvent.prototype, "data");
const { preventDefault } = Event.prototype;
const globalSetTimeout = globalThis.setTimeout.bind(globalThis);
const globalSetInterval = globalThis.setInterval.bind(globalThis);
const globalClose = globalThis.close?.bind(globalThis);
const performanceNow = performance.now.bind(performance);
const encodeBinary = globalThis.btoa.bind(globalThis);
const { stringify } = JSON;
const { fromCharCode } = String;

/**
 * Sends a string, unless it is longer than the page accepts. A cell can add a `toJSON` to every object, and so control
 * the text of the runtime's own messages.
 */
export function postTo(port: MessagePort, message: unknown): void {
  if (typeof message !== "string" || message.length > MAXIMUM_MESSAGE_LENGTH) return;
  apply(portPostMessage, port, [message]);
}

/** What is sent here arrives nowhere. */
const { port1: nowhere, port2: closed } = new MessageChannel();
closed.close();

/**
 * Frees a buffer's memory now, as `protocol/free-buffer.ts` does in the page: the garbage collector does not hurry for
 * memory that is not its own.
 */
export function freeBuffer(buffer: ArrayBuffer): void {
  apply(portPostMessage, nowhere, [null, [buffer]]);
}

/** The data of a message. A getter replaced by a cell would receive the event, and with it the port. */
export function dataOf<Data>(event: MessageEvent<Data>): Data {
  return apply(getData, event, []);
}

/** Prevents an error or rejection from being reported outside the worker, which is expensive in a flood of them. */
export function keepInside(event: Event): void {
  apply(preventDefault, event, []);
}

export function after(milliseconds: number, action: () => void): void {
  globalSetTimeout(action, milliseconds);
}

export function every(milliseconds: number, action: () => void): void {
  globalSetInterval(action, milliseconds);
}

/** Resolves in a later task. */
export function nextTask(): Promise<void> {
  const { promise, resolve } = deferred<void>();
  globalSetTimeout(resolve, 0);
  return promise;
}

/** Ends the worker after the running task. */
export function closeWorker(): void {
  globalClose?.();
}

/** Keeps the thread busy. */
export function block(milliseconds: number): void {
  const end = now() + milliseconds;
  while (now() < end);
}

/** Milliseconds since the worker started. */
export function now(): number {
  return performanceNow();
}

export function toJson(value: unknown): string {
  return stringify(value);
}

/** Encodes bytes as base64, in chunks that fit the argument list of a call. */
export function toBase64(bytes: Uint8Array | Uint8ClampedArray): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += apply(fromCharCode, null, bytes.subarray(start, start + 8192));
  }
  return encodeBinary(binary);
}

function getterOf<Holder extends object, Name extends keyof Holder & string>(
  holder: Holder,
  name: Name,
): (this: Holder) => Holder[Name] {
  const getter = Object.getOwnPropertyDescriptor(holder, name)?.get;
  if (getter === undefined)
    throw new Error(`This browser does not define "${name}" where the runtime expects it.`);
  return getter;
}
