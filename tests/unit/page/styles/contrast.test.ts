import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../../../src/page/styles/tokens.css", import.meta.url), "utf8");

/** The colours of the rule that begins with `selector`. */
function coloursOf(selector: string): Readonly<Record<string, string>> {
  const from = css.indexOf(selector);
  const rule = css.slice(css.indexOf("{", from), css.indexOf("}", from));
  return Object.fromEntries(
    [...rule.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}

/** Relative luminance after WCAG 2.2. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const light = coloursOf(":root {");
const dark = coloursOf(':root[data-theme="dark"]');
const systemDark = coloursOf(":root:not(");
const TEXT = ["ink", "soft", "faint", "input", "kernel", "output", "train", "valid", "accent", "bad"];
const GROUNDS = ["paper", "raised", "code"];

describe("the page's colours", () => {
  it("are the same in the dark that the system asks for and in the one that the reader chose", () => {
    expect(systemDark).toEqual(dark);
    expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
  });

  for (const [theme, colours] of Object.entries({ light, dark })) {
    for (const ground of GROUNDS) {
      it(`let text be read on ${ground}, ${theme}`, () => {
        for (const name of TEXT) {
          expect(contrast(colours[name] ?? "", colours[ground] ?? ""), name).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrast(colours["edge"] ?? "", colours[ground] ?? ""), "edge").toBeGreaterThanOrEqual(3);
      });
    }
    it(`let text be read on marks and buttons, ${theme}`, () => {
      expect(contrast(colours["ink"] ?? "", colours["mark"] ?? "")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colours["paper"] ?? "", colours["valid"] ?? "")).toBeGreaterThanOrEqual(4.5);
    });
  }
});
