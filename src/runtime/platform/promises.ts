const NativePromise = globalThis.Promise;
const { apply, defineProperty, setPrototypeOf } = Reflect;
const { then } = NativePromise.prototype;
const { isPrototypeOf: isPrototype } = Object.prototype;

/** Whether the value is a promise. */
export function isPromise(value: unknown): value is Promise<unknown> {
  try {
    return apply(isPrototype, NativePromise.prototype, [value]);
  } catch {
    // A proxy that throws.
    return false;
  }
}

/**
 * The same promise, which `await` and `then` treat as the language's own even if a cell has replaced
 * `Promise.prototype.then` or `Promise.prototype.constructor`.
 */
export function asNative<Value>(promise: Promise<Value>): Promise<Value> {
  defineProperty(promise, "constructor", {
    // A cell could give all objects a `get`, which is not allowed next to a value.
    __proto__: null,
    value: NativePromise,
    writable: true,
    configurable: true,
    enumerable: false,
  } as PropertyDescriptor);
  return promise;
}

/**
 * The same object, which inherits nothing. For what a promise is resolved with: a cell could give all objects a
 * `then`, which the promise would wait for.
 */
export function bare<Result extends object>(result: Result): Result {
  setPrototypeOf(result, null);
  return result;
}

const ignore = (): void => undefined;

/** Keeps a promise from being reported as unhandled if it is rejected. */
export function markHandled(promise: Promise<unknown>): void {
  apply(then, promise, [undefined, ignore]);
}

/** What the first of the promises settles to. */
export function firstOf<Value>(one: Promise<Value>, other: Promise<Value>): Promise<Value> {
  return asNative(
    new NativePromise((resolve, reject) => {
      apply(then, asNative(one), [resolve, reject]);
      apply(then, asNative(other), [resolve, reject]);
    }),
  );
}

/** The same result, before which a function is called. */
export function settledBy<Value>(promise: Promise<Value>, before: () => void): Promise<Value> {
  return asNative(
    new NativePromise<Value>((resolve, reject) => {
      const settle = (value: Value): void => {
        before();
        resolve(value);
      };
      const fail = (reason: unknown): void => {
        before();
        reject(reason);
      };
      apply(then, asNative(promise), [settle, fail]);
    }),
  );
}

/** A promise, and the functions that settle it. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
}

export function deferred<Value>(): Deferred<Value> {
  let resolve: (value: Value) => void = ignore;
  let reject: (reason: unknown) => void = ignore;
  const promise = asNative(
    new NativePromise<Value>((onResolve, onReject) => {
      resolve = onResolve;
      reject = onReject;
    }),
  );
  return { promise, resolve, reject };
}
