import * as fc from "fast-check";
import katex from "katex";
import { describe, expect, test } from "vitest";
import {
  SIZE_IN_LETTERS,
  sizeInNumbers,
  sizeInText,
  sizeResult,
} from "../../../../src/figures/convolution-arithmetic/size-formula.ts";
import { outputSize } from "../../../../src/figures/maths/output-size.ts";

const settings = fc.record({
  input: fc.integer({ min: 1, max: 12 }),
  kernel: fc.integer({ min: 1, max: 7 }),
  padding: fc.integer({ min: 0, max: 4 }),
  stride: fc.integer({ min: 1, max: 4 }),
  dilation: fc.integer({ min: 1, max: 3 }),
});
/** Throws where KaTeX rejects the formula. */
const typeset = (tex: string) =>
  katex.renderToString(tex, { throwOnError: true, strict: "ignore", trust: true, output: "html" });

describe("the formula of the output size", () => {
  test("is accepted by KaTeX and ends in the computed size", () => {
    expect(typeset(SIZE_IN_LETTERS)).toContain("fig-as-output");
    fc.assert(
      fc.property(settings, (chosen) => {
        const size = outputSize(chosen);
        expect(typeset(sizeInNumbers(chosen))).toContain("fig-as-input");
        expect(typeset(sizeResult(chosen, size)).includes("fig-as-output")).toBe(size.type === "valid");
      }),
      { numRuns: 40 },
    );
  });

  test("its plain text, calculated, gives the size, or less than 1 where there is none", () => {
    fc.assert(
      fc.property(settings, (chosen) => {
        const size = outputSize(chosen);
        const numbers = /^⌊\((\d+) \+ 2·(\d+) − \((\d+)·\((\d+) − 1\) \+ 1\)\) \/ (\d+)⌋ \+ 1 = (-?\d+)/.exec(
          sizeInText(chosen, size),
        );
        const [n = 0, p = 0, d = 0, k = 0, s = 1, written = 0] = (numbers ?? []).slice(1).map(Number);
        expect(Math.floor((n + 2 * p - (d * (k - 1) + 1)) / s) + 1).toBe(written);
        if (size.type === "valid") expect(written).toBe(size.size);
        else expect(written).toBeLessThan(1);
      }),
    );
  });
});
