import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../../../src/page/styles/tokens.css", import.meta.url), "utf8");

/** The page's colours in both schemes: `--name: light-dark(#…, #…)`. */
const pairs = [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
const light: Readonly<Record<string, string>> = Object.fromEntries(
  pairs.map(([, name, colour]) => [name, colour]),
);
const dark: Readonly<Record<string, string>> = Object.fromEntries(
  pairs.map(([, name, , colour]) => [name, colour]),
);

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

const TEXT = ["ink", "soft", "faint", "input", "kernel", "output", "train", "valid", "accent", "bad"];
const GROUNDS = ["paper", "raised", "code"];

describe("the page's colours", () => {
  it("follow the system's scheme, or the one that the reader chose", () => {
    expect(css).toMatch(/:root \{\s+color-scheme: light dark;/);
    for (const scheme of ["light", "dark"]) {
      expect(css).toMatch(
        new RegExp(`:root\\[data-theme="${scheme}"\\] \\{\\s+color-scheme: ${scheme};\\s+\\}`),
      );
    }
    expect(css.match(/#[0-9a-f]{6}/g)).toHaveLength(3 * pairs.length);
  });

  it("are registered, so that scripts read them resolved", () => {
    const registered = [...css.matchAll(/@property --([\w-]+) \{\s*syntax: "<color>";/g)];
    expect(registered.map(([, name]) => name)).toEqual(pairs.map(([, name]) => name));
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
