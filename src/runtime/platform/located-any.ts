/**
 * `Promise.any`, whose error also says where it was called. The language's own is made when the last of the promises is
 * rejected, and says nothing of the code.
 */
export function locatedAny(): typeof Promise.any {
  const { apply } = Reflect;
  const native = Promise.any;
  const { then } = Promise.prototype;
  // A method and not a constructor, like the language's own.
  const { any } = {
    any(this: PromiseConstructor, promises: Iterable<unknown>): Promise<unknown> {
      const call = new Error("Promise.any was called here");
      const fail = (error: unknown): never => {
        locate(error, call);
        throw error;
      };
      return apply(then, apply(native, this, [promises]), [undefined, fail]);
    },
  };
  return any as typeof Promise.any;
}

function locate(error: unknown, call: Error): void {
  // What is not iterable is rejected with the error of the call itself.
  if (!(error instanceof AggregateError)) return;
  Object.defineProperty(error, "stack", {
    value: `${error.stack ?? ""}\n${call.stack ?? ""}`,
    writable: true,
    configurable: true,
  });
}
