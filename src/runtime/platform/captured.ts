import { MAXIMUM_MESSAGE_LENGTH } from "../../protocol/wire.ts";

/**
 * What the runtime itself needs from the platform, taken before any cell can replace or remove it.
 * Cells share the global scope with the runtime, so a cell may overwrite any of these names there.
 */
const { apply } = Reflect;
const portPostMessage = MessagePort.prototype.postMessage;
const getData = getterOf(MessageEvent.prototype, "data");
const { preventDefault } = Event.prototype;
const globalSetTimeout = globalThis.setTimeout.bind(globalThis);
const globalSetInterval = globalThis.setInterval.bind(globalThis);
const performanceNow = performance.now.bind(performance);
const encodeBinary = globalThis.btoa.bind(globalThis);
const { stringify } = JSON;
const { fromCharCode } = String;

/**
 * Sends one string, unless it is longer than the page takes: a cell can give every object a `toJSON`, and so decide
 * what the runtime's own messages say.
 */
export function postTo(port: MessagePort, message: unknown): void {
  if (typeof message !== "string" || message.length > MAXIMUM_MESSAGE_LENGTH) return;
  apply(portPostMessage, port, [message]);
}

/** What the page sent. A getter that a cell put in place of the platform's would get the event, and with it the port. */
export function dataOf<Data>(event: MessageEvent<Data>): Data {
  return apply(getData, event, []);
}

/** Keeps an error or rejection from being reported outside of the worker, where each costs more than it is worth. */
export function keepInside(event: Event): void {
  apply(preventDefault, event, []);
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

function getterOf<Holder extends object, Name extends keyof Holder & string>(
  holder: Holder,
  name: Name,
): (this: Holder) => Holder[Name] {
  const getter = Object.getOwnPropertyDescriptor(holder, name)?.get;
  if (getter === undefined) throw new Error(`This browser has no "${name}" where the runtime looks for it.`);
  return getter;
}
