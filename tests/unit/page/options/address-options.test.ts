import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseOptions } from "../../../../src/page/options/address-options.ts";
import { BackendRequest } from "../../../../src/protocol/backend.ts";

describe("the options in an address", () => {
  it("are parsed, single and in lists", () => {
    const asked = parseOptions(
      "?backend=cpu&theme=dark&text=large&code=folded&hide=hints,solutions&only=a,b&only=c&present",
    );
    expect(asked).toEqual({
      backend: "cpu",
      theme: "dark",
      text: "large",
      code: "folded",
      hide: ["solutions", "hints"],
      only: ["a", "b", "c"],
      present: true,
      ignored: [],
    });
  });

  it("have defaults", () => {
    expect(parseOptions("")).toEqual({
      backend: "auto",
      theme: null,
      text: "normal",
      code: "shown",
      hide: [],
      only: [],
      present: false,
      ignored: [],
    });
  });

  it("name every backend", () => {
    const [auto, names] = BackendRequest.options;
    for (const name of [auto.literal, ...names.options])
      expect(parseOptions(`?backend=${name}`)).toMatchObject({ backend: name, ignored: [] });
  });

  it("that are unknown are ignored, and named with what there is", () => {
    const asked = parseOptions("?hide=solutions,answers&theme=blue&colour=red&__proto__=x");
    expect(asked).toMatchObject({ hide: ["solutions"], theme: null });
    expect(asked.ignored).toEqual([
      "colour: the options are backend, theme, text, code, hide, only, present",
      "__proto__: the options are backend, theme, text, code, hide, only, present",
      "theme=blue: use light, dark, system",
      "hide=answers: use solutions, hints",
    ]);
  });

  it("never throw, and are never anything else than declared", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("backend", "theme", "text", "hide", "only"), (text, name) => {
        const asked = parseOptions(`?${name}=${text}`);
        expect(["auto", "webgpu", "webgl", "wasm", "cpu"]).toContain(asked.backend);
        expect([null, "light", "dark", "system"]).toContain(asked.theme);
        expect(asked.hide.every((part) => part === "solutions" || part === "hints")).toBe(true);
      }),
    );
  });

  it("are bounded", () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `s${index}`);
    expect(parseOptions(`?only=${ids.join(",")}`).only).toHaveLength(100);
    expect(parseOptions(`?theme=${"x".repeat(9999)}`).ignored.join("").length).toBeLessThan(200);
  });
});
