import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const SOURCE = new URL("../../../../src/", import.meta.url).pathname;

/** Not in a layer: what overrides a library's own style sheet, and what declares no rules. */
const WITHOUT_LAYER = [
  "page/styles/layers.css",
  "page/styles/fonts.css",
  "page/styles/math.css",
  "page/cells/code/code-editor.css",
  "page/language/assist.css",
];
/** Where measures are defined, or those of paper. */
const WITHOUT_SCALES = ["page/styles/tokens.css", "page/styles/fonts.css", "page/styles/print.css"];

interface Sheet {
  readonly path: string;
  /** Without comments. */
  readonly css: string;
}

const sheets: readonly Sheet[] = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".css"))
  .map((path) => ({
    path,
    css: readFileSync(SOURCE + path, "utf8").replaceAll(/\/\*.*?\*\//gs, ""),
  }));
const scaled = sheets.filter(({ path }) => !WITHOUT_SCALES.includes(path));

/** The values of the declarations whose property matches, with the sheet they are in. */
function valuesOf(property: RegExp): readonly string[] {
  const declaration = new RegExp(`(?<=[\\s{])(?:${property.source}):\\s*([^;{}]+);`, "g");
  return scaled.flatMap(({ path, css }) =>
    [...css.matchAll(declaration)].map(([, value]) => `${path}: ${value?.replaceAll(/\s+/g, " ")}`),
  );
}

function layerOf(path: string): string {
  if (path.endsWith("styles/print.css")) return "print";
  if (path.startsWith("page/styles/")) return "base";
  if (path.startsWith("page/")) return "page";
  return path.startsWith("figures/parts/") ? "parts" : "figures";
}

describe("every style sheet", () => {
  it("is in the layer of its folder", () => {
    for (const { path, css } of sheets.filter((sheet) => !WITHOUT_LAYER.includes(sheet.path))) {
      expect(
        [...css.matchAll(/@layer ([\w-]+) \{/g)].map(([, name]) => name),
        path,
      ).toEqual([layerOf(path)]);
      expect(css.trim().startsWith("@layer") || path.endsWith("tokens.css"), path).toBe(true);
    }
  });

  it("uses the page's three breakpoints and no other", () => {
    for (const { path, css } of sheets) {
      for (const [query] of css.matchAll(/@media[^{]*width[^{]*/g))
        expect(query.trim(), path).toMatch(
          /^@media (screen and )?\((max-width:|width >) (1180|860|620)px\)$/,
        );
    }
  });

  it("takes sizes and weights of type from the scale", () => {
    const size = String.raw`(var\(--text-[\w]+\)|[\d.]+em|inherit|clamp\(.+\))`;
    const weight = String.raw`(var\(--weight-\w+\)|inherit)`;
    for (const value of valuesOf(/font-size/)) expect(value).toMatch(new RegExp(`: ${size}$`));
    for (const value of valuesOf(/font-weight/)) expect(value).toMatch(new RegExp(`: ${weight}$`));
    for (const value of valuesOf(/font/))
      expect(value).toMatch(new RegExp(`: (inherit|var\\(--font-code\\)|${weight} ${size}( |$).*)$`));
  });

  it("takes margins, paddings and gaps from the scale, apart from hairlines", () => {
    for (const value of valuesOf(/(?:margin|padding|gap|row-gap|column-gap)(?:-[\w-]+)?/))
      expect(value).not.toMatch(/(?<![\d.])([4-9]|\d{2,}|3\.\d+)(\.\d+)?px(?! -)/);
  });

  it("takes corners and shadows from the scale, apart from rings", () => {
    for (const value of valuesOf(/border-radius/))
      expect(value).toMatch(/: ((var\(--radius-[sml]\)|0|50%)( |$))+$/);
    for (const value of valuesOf(/box-shadow/)) expect(value).not.toMatch(/[:,] -?\d+(px)? -?[1-9]/);
  });
});
