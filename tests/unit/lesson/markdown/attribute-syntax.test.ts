import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAttributes } from "../../../../src/lesson/markdown/attribute-syntax.ts";

describe("parseAttributes", () => {
  it.each([
    ["{}", null, [], {}, []],
    ["{#a}", "a", [], {}, []],
    ["{ #a .b .c-d key=value }", "a", ["b", "c-d"], { key: "value" }, []],
    ['{key="a b" other=\'c "d"\'}', null, [], { key: "a b", other: 'c "d"' }, []],
    ['{key="a \\"b\\" \\\\"}', null, [], { key: 'a "b" \\' }, []],
    ["{.a.b}", null, ["a", "b"], {}, []],
    ["{k=}", null, [], {}, ["`k=` is not an attribute."]],
    ["{#a #b}", "a", [], {}, ["A second id `#b`."]],
    ["{k=1 k=2}", null, [], { k: "2" }, ["`k` is given twice."]],
    ["{foo .a}", null, ["a"], {}, ["`foo` is not an attribute."]],
    ['{k="open}', null, [], {}, ['`k="open` is not an attribute.']],
    ["{__proto__=1}", null, [], JSON.parse('{"__proto__":"1"}'), []],
  ])("%s", (text, id, classes, values, faults) => {
    const found = parseAttributes(text);
    expect([found.id, found.classes, found.faults.map(({ message }) => message)]).toEqual([
      id,
      classes,
      faults,
    ]);
    const entries = [...found.values].map(([key, { value }]) => [key, value]);
    expect(entries).toEqual(Object.entries(values));
  });

  it("returns what was written, with its offset", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/);
    const value = fc.string({ unit: "grapheme", maxLength: 10 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 5 }),
        (pairs) => {
          const text = `{${pairs.map(([key, one]) => `${key}="${one.replace(/(["'\\])/g, "\\$1")}"`).join("  ")}}`;
          const found = parseAttributes(text);
          expect(found.faults).toEqual([]);
          expect([...found.values].map(([key, { value: one }]) => [key, one])).toEqual(pairs);
          for (const [key, { offset }] of found.values) expect(text.startsWith(`${key}=`, offset)).toBe(true);
        },
      ),
    );
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseAttributes(`{${text}}`)));
  });
});
