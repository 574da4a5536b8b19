import { expect, it } from "vitest";
import { type Macros, NO_MACROS } from "../../../../src/lesson/html/macros.ts";
import { rememberedMath } from "../../../../src/lesson/html/remembered-math.ts";
import { macrosAfter, renderMath } from "../../../../src/lesson/html/render-math.ts";

const FORMULAS = [
  "x^2",
  "\\vec{x}",
  "\\v",
  "\\v{a}",
  "\\undefined",
  "\\frac{1",
  "\\newcommand{\\v}{w} \\v",
  "100%",
  "\\href{a}{b}",
];

/** As they are after formulas that define them. */
const DEFINITIONS = [
  ["\\newcommand{\\v}[1]{\\vec{#1}}"],
  ["\\newcommand{\\v}[1]{\\hat{#1}}"],
  ["\\def\\v#1{\\vec{#1}}"],
  ["\\let\\v\\alpha"],
  ["\\let\\v\\dots"],
  ["\\newcommand{\\w}{x}", "\\newcommand{\\v}{\\w}"],
  ["\\newcommand{\\w}{y}", "\\newcommand{\\v}{\\w}"],
];

const MACROS: readonly Macros[] = [
  NO_MACROS,
  { definitions: { "\\v": "u" } },
  { definitions: { "\\v": "\\vec{#1}" } },
  ...DEFINITIONS.map((formulas) => formulas.reduce((macros, tex) => macrosAfter(tex, macros), NO_MACROS)),
];

it("typesets every formula as without its memory, whatever was typeset before", () => {
  for (const _ of [1, 2]) {
    for (const macros of MACROS) {
      for (const tex of FORMULAS) {
        // Copied, since macros are made again each time that a lesson is read.
        for (const display of [true, false])
          expect(rememberedMath(tex, display, { ...macros })).toEqual(renderMath(tex, display, macros));
      }
    }
  }
});
