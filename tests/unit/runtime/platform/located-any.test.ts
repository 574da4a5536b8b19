import { expect, test } from "vitest";
import { locatedAny } from "../../../../src/runtime/platform/located-any.ts";

const any = locatedAny();

async function errorOf(promises: readonly unknown[]): Promise<Error> {
  return any.call(Promise, promises).then(
    () => expect.unreachable(),
    (error: Error) => error,
  );
}

test.each([
  ["rejected promises", () => [Promise.reject(1), Promise.reject(2)], [1, 2]],
  ["no promises", () => [], []],
])("the error of %s says where it was called", async (_, promises, errors) => {
  const error = await errorOf(promises());
  expect(error).toBeInstanceOf(AggregateError);
  expect(error).toMatchObject({ errors });
  expect(error.stack).toMatch(/located-any\.test\.ts/);
  expect(Object.keys(error)).toEqual([]);
});

test("it resolves to the first value", async () => {
  await expect(any.call(Promise, [Promise.reject(1), 2, Promise.resolve(3)])).resolves.toBe(2);
});

test("it is the language's own in all else", async () => {
  class Other extends Promise<unknown> {}
  expect(any.call(Other as PromiseConstructor, [1])).toBeInstanceOf(Other);
  expect(any.name).toBe("any");
  expect(any).toHaveLength(1);
  expect(() => new (any as unknown as new () => unknown)()).toThrow(TypeError);
  await expect(any.call(Promise, 5 as unknown as [])).rejects.toThrow(TypeError);
  expect(() => any.call(undefined as unknown as PromiseConstructor, [])).toThrow(TypeError);
});
