import fc from "fast-check";
import * as v from "valibot";
import { expect, it } from "vitest";
import { recordOf } from "../../../src/protocol/record-of.ts";

const Numbers = recordOf(v.pipe(v.string(), v.maxLength(20)), v.object({ n: v.number() }));

it("has all names, also those of the members of every object", () => {
  const names = fc.oneof(
    fc.constantFrom("__proto__", "constructor", "prototype", "toString"),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(names), (keys) => {
      const entries = keys.map((key, n) => [key, { n }] as const);
      // As it comes from a file.
      const written: unknown = JSON.parse(JSON.stringify(Object.fromEntries(entries)));
      const read = v.parse(Numbers, written);
      expect(new Map(Object.entries(read))).toEqual(new Map(entries));
      for (const name of ["__proto__", "constructor", "toString"].filter((one) => !keys.includes(one)))
        expect(read[name]).toBeUndefined();
    }),
  );
});

it.each([
  ["a value", { constructor: { n: "1" } }, "constructor.n"],
  ["a name", { ["x".repeat(21)]: { n: 1 } }, "x".repeat(21)],
])("says where %s is wrong", (_, value, place) => {
  const { issues } = v.safeParse(v.object({ list: Numbers }), { list: value });
  expect(issues?.map((issue) => v.getDotPath(issue))).toEqual([`list.${place}`]);
});

it.each([[null], [7], ["text"], [[{ n: 1 }]]])("is not made of %j", (value) => {
  expect(v.is(Numbers, value)).toBe(false);
});
