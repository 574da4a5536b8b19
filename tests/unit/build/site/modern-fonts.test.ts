import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withoutOlderFormats } from "../../../../src/build/site/modern-fonts.ts";

test("all of KaTeX's fonts remain, in WOFF2 only", () => {
  const css = readFileSync("node_modules/katex/dist/katex.css", "utf8");
  const formats = [...withoutOlderFormats(css).matchAll(/url\([^)]*\.(\w+)\)/g)].map(([, format]) => format);
  expect(new Set(formats)).toEqual(new Set(["woff2"]));
  expect(formats).toHaveLength([...css.matchAll(/@font-face/g)].length);
});
