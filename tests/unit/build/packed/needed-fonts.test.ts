import { describe, expect, test } from "vitest";
import { neededFonts } from "../../../../src/build/packed/needed-fonts.ts";

const face = (family: string, ranges?: string) =>
  `@font-face{font-family:${family};src:url(data:font/woff2;base64,AA==)${ranges === undefined ? "" : `;unicode-range:${ranges}`}}`;
const latin = face('"Source Serif 4 Variable"', "U+??,U+131,U+152-153");
const greek = face('"Source Serif 4 Variable"', "U+370-377,U+37A-37F,U+3A3-3E1");
const main = face("KaTeX_Main");
const fraktur = face("KaTeX_Fraktur");
const sans = face("KaTeX_SansSerif");

describe("the fonts in a single file", () => {
  const needed = (html: string) => neededFonts([latin, greek, main, fraktur, sans].join(""), html);

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

  test("include those that a formula asks for", () => {
    expect(needed('<span class="katex"><span class="mord mathfrak">a</span> b</span> c')).toBe(
      latin + main + fraktur,
    );
    expect(needed('<span class="katex"><span class="mord mathsf">a</span> b</span> c')).toBe(
      latin + main + sans,
    );
  });
});
