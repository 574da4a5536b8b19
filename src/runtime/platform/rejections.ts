import { deferred, isPromise, markHandled } from "./promises.ts";
import { noteThrown } from "./thrown.ts";
import { callLater, countRejection } from "./turns.ts";

/** A cell that leaves more rejected promises unhandled than this floods the browser: see `session/rejection-limit.ts`. */
export const MAXIMUM_REJECTIONS = 2000;

/** How many rejections may wait until the code yields, or for their turn: each holds memory until then. */
const MAXIMUM_WAITING = 200_000;

const NativePromise = globalThis.Promise;
const { apply } = Reflect;
const { isPrototypeOf: isPrototype } = Object.prototype;
const { reject: nativeReject } = NativePromise;
const { then: nativeThen } = NativePromise.prototype;
const nativeTry: unknown = Reflect.get(NativePromise, "try");
const nativeWithResolvers: unknown = Reflect.get(NativePromise, "withResolvers");

type Settle = (value: unknown) => void;
type Executor = (resolve: Settle, reject: Settle) => unknown;
type AnyFunction = (...values: readonly unknown[]) => unknown;

let onOverflow = (): void => undefined;

/** @param end is called when too many rejections of code that does not yield are waiting. */
export function endOnOverflow(end: () => void): void {
  onOverflow = end;
}

/*
 * Firefox logs every unhandled rejection on the page's main thread, one by one, even those of a worker that has ended: a
 * loop that rejects promises for 8 s without a pause freezes the page for a minute after Stop. Which of them are handled
 * is unknown before the code yields. So a task rejects only as many as it takes for the runtime to be ended: of later
 * ones, those that are only made are marked as handled, and others wait for a task of their own.
 */

/** Replaces `then` by one that counts the promises which its callbacks reject. */
export function limitThen(prototype: object): void {
  const methods = {
    value(this: Promise<unknown>, onFulfilled?: unknown, onRejected?: unknown): unknown {
      let derived: unknown;
      const fail = (reason: unknown): never => {
        if (isExcess() && isPromise(derived)) markHandled(derived);
        throw reason;
      };
      const callback = (given: unknown): unknown => {
        if (typeof given !== "function") return undefined;
        return (value: unknown): unknown => {
          try {
            return apply(given, undefined, [value]);
          } catch (thrown) {
            return fail(thrown);
          }
        };
      };
      derived = apply(nativeThen as AnyFunction, this, [callback(onFulfilled), callback(onRejected) ?? fail]);
      return derived;
    },
  };
  Object.defineProperty(methods.value, "name", { value: "then" });
  // biome-ignore lint/suspicious/noThenProperty: promises have one.
  Object.defineProperty(prototype, "then", { value: methods.value, writable: true, configurable: true });
}

/** Counts one more, and returns whether it is one too many for the running task. */
export function isExcess(): boolean {
  return countRejection() > MAXIMUM_REJECTIONS;
}

/** Counts one more of a promise that the code makes, and returns whether to mark it as handled. */
function isExcessive(): boolean {
  const count = countRejection();
  if (count > MAXIMUM_WAITING) onOverflow();
  return count > MAXIMUM_REJECTIONS;
}

/** Resolves in a task in which more promises can be rejected. */
export function turn(): Promise<void> {
  const { promise, resolve } = deferred<void>();
  if (callLater(resolve) > MAXIMUM_WAITING) onOverflow();
  return promise;
}

/**
 * The executor with which a cell makes a promise.
 * @param maker the constructor, which may be that of something else
 */
export function limitedExecutor(maker: unknown, executor: unknown): unknown {
  if (typeof executor !== "function" || !makesPromises(maker)) return executor;
  const limited: Executor = (resolve, reject) => {
    const fail: Settle = (reason) => {
      noteThrown(reason);
      if (isExcess()) resolve(rejectedLater(reason));
      else reject(reason);
    };
    try {
      return apply(executor, undefined, [resolve, fail]);
    } catch (thrown) {
      fail(thrown);
    }
  };
  return limited;
}

function makesPromises(maker: unknown): boolean {
  if (maker === NativePromise) return true;
  try {
    return typeof maker === "function" && apply(isPrototype, NativePromise, [maker]);
  } catch {
    // A proxy that throws.
    return false;
  }
}

// Methods and not constructors, like the language's own.
const limited = {
  reject(this: PromiseConstructor, reason?: unknown): Promise<never> {
    noteThrown(reason);
    if (!isExcessive()) return apply(nativeReject, this, [reason]);
    let reject: Settle = () => undefined;
    const promise = new this<never>((_, settle) => {
      reject = settle;
    });
    if (isPromise(promise)) markHandled(promise);
    reject(reason);
    return promise;
  },
  try(this: PromiseConstructor, action: unknown, ...values: readonly unknown[]): unknown {
    if (typeof action !== "function") return apply(nativeTry as AnyFunction, this, [action]);
    const run = (): unknown => {
      try {
        return apply(action, undefined, values);
      } catch (thrown) {
        if (isExcess()) return rejectedLater(thrown);
        throw thrown;
      }
    };
    return apply(nativeTry as AnyFunction, this, [run]);
  },
  withResolvers(this: PromiseConstructor): unknown {
    const made: { promise: unknown; resolve: Settle; reject: Settle } = apply(
      nativeWithResolvers as AnyFunction,
      this,
      [],
    ) as never;
    const { promise, reject } = made;
    made.reject = (reason) => {
      noteThrown(reason);
      if (isExcessive() && isPromise(promise)) markHandled(promise);
      reject(reason);
    };
    return made;
  },
};

/** The functions of `Promise` that reject promises at once, as far as the browser has them. */
export function limitedFunctions(): Readonly<Record<string, unknown>> {
  return {
    reject: limited.reject,
    ...(typeof nativeTry === "function" ? { try: limited.try } : {}),
    ...(typeof nativeWithResolvers === "function" ? { withResolvers: limited.withResolvers } : {}),
  };
}

/** Handled, since the promise that is resolved with it may have been settled before. */
function rejectedLater(reason: unknown): Promise<unknown> {
  const { promise, reject } = deferred<unknown>();
  markHandled(promise);
  if (callLater(() => reject(reason)) > MAXIMUM_WAITING) onOverflow();
  return promise;
}
