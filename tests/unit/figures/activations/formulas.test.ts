import katex from "katex";
import { afterEach, describe, expect, test } from "vitest";
import { FORMULAS } from "../../../../src/figures/activations/formulas.ts";
import { english } from "../../../../src/words/english/english.ts";
import { figures as englishFigures } from "../../../../src/words/english/figures/figures.ts";
import { speakInFigures } from "../../../../src/words/figure-words.ts";
import { figures as germanFigures } from "../../../../src/words/german/figures/figures.ts";
import { german } from "../../../../src/words/german/german.ts";
import { speak } from "../../../../src/words/words.ts";

describe("the formulas", () => {
  afterEach(() => {
    speak(english);
    speakInFigures(englishFigures);
  });

  test("have the words and the decimal mark of the page's language", () => {
    expect(FORMULAS["leaky-relu"].derivativeTex()).toBe("1 \\text{ if } x > 0, \\text{ else } 0.2");
    speak(german);
    speakInFigures(germanFigures);
    expect(FORMULAS["leaky-relu"].derivativeTex()).toBe("1 \\text{ falls } x > 0, \\text{ sonst } 0{,}2");
    for (const { tex, derivativeTex } of Object.values(FORMULAS)) {
      expect(katex.renderToString(tex() + derivativeTex(), { throwOnError: true })).toContain("katex");
    }
  });
});
