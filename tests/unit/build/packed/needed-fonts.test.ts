import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { neededFonts } from "../../../../src/build/packed/needed-fonts.ts";

const face = (family: string, ranges?: string) =>
  `@font-face{font-family:${family};src:url(data:font/woff2;base64,AA==)${ranges === undefined ? "" : `;unicode-range:${ranges}`}}`;
const latin = face('"Source Serif 4 Variable"', "U+??,U+131,U+152-153");
const greek = face('"Source Serif 4 Variable"', "U+370-377,U+37A-37F,U+3A3-3E1");
const main = face("KaTeX_Main");
const rare = ["KaTeX_Fraktur", "KaTeX_SansSerif"].map((family) => face(family));

const RARE = ["KaTeX_Fraktur", "KaTeX_SansSerif", "KaTeX_Script", "KaTeX_Typewriter"];

/** All classes to which KaTeX gives one of the rare fonts, with that font. */
function rareClasses(): readonly (readonly [name: string, family: string])[] {
  const css = readFileSync(fileURLToPath(import.meta.resolve("katex/dist/katex.min.css")), "utf8");
  return [...css.matchAll(/([^{}]+)\{font-family:(\w+)/g)].flatMap(([, selectors = "", family = ""]) =>
    RARE.includes(family)
      ? [...selectors.matchAll(/\.katex \.(\w+)/g)].map(([, name = ""]) => [name, family] as const)
      : [],
  );
}

describe("the fonts in a single file", () => {
  const needed = (html: string) => neededFonts([latin, greek, main, ...rare].join(""), html);

  test("are those of the text's letters and of common formulas", () => {
    expect(needed("<p>Text</p>")).toBe(latin + main);
    expect(needed("<p>Größe</p>")).toBe(latin + main);
    expect(needed("<p>The letter <b>σ</b></p>")).toBe(latin + greek + main);
    expect(needed("<p>ΐ, which is between two ranges</p>")).toBe(latin + main);
  });

  test("do not include Greek for formulas, which have fonts of their own", () => {
    expect(needed('<p>a <span class="katex"><span class="mord mathnormal">σ</span></span></p>')).toBe(
      latin + main,
    );
  });

  test.each(rareClasses())("include the one of a formula with the class %s: %s", (name, family) => {
    const formula = `<span class="katex"><span class="mord ${name}">a</span> b</span> c`;
    expect(neededFonts(RARE.map((rare) => face(rare)).join(""), formula)).toBe(face(family));
  });

  test("include each of the rare ones for some class", () => {
    expect(new Set(rareClasses().map(([, family]) => family))).toEqual(new Set(RARE));
  });
});
