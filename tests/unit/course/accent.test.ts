import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { accentFrom, contrast, readable } from "../../../src/course/accent.ts";

const LIGHT = "#f6f4ec";
const DARK = "#1f232a";

it("measures contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.478, 3);
});

it("leaves a colour that can be read as it is", () => {
  expect(readable("#2c3a64", "light")).toBe("#2c3a64");
  expect(readable("#2c3a64", "dark")).not.toBe("#2c3a64");
});

it("makes any colour readable in both colour schemes", () => {
  const colors = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(colors, (color) => {
      const { light, dark } = accentFrom(color);
      expect(contrast(light, LIGHT)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark, DARK)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

it("measures against the page's own background", async () => {
  const tokens = await readFile("src/page/styles/tokens.css", "utf8");
  expect(tokens).toContain(`--code: light-dark(${LIGHT}, ${DARK})`);
});
