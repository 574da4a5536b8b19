import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** The strings with letters that a style sheet writes into the page, where no dictionary translates them. */
function writtenTexts(css: string): readonly string[] {
  const values = Array.from(css.matchAll(/(?<![\w-])content:([^;}]*)/g), ([, value]) => value ?? "");
  return values
    .flatMap((value) => value.match(/"[^"]*"|'[^']*'/g) ?? [])
    .filter((text) => /\p{L}/u.test(text));
}

describe("the style sheets", () => {
  it("write no words", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".css"),
    );
    expect(files.length).toBeGreaterThan(50);
    const written = files.flatMap((file) =>
      writtenTexts(readFileSync(`src/${file}`, "utf8")).map((text) => `${file}: ${text}`),
    );
    expect(written).toEqual([]);
  });

  it("and one that did would be found", () => {
    const css = `a::before { content: "→ " / ""; } b::after { content: counter(x) " of "; justify-content: "x" }`;
    expect(writtenTexts(css)).toEqual(['" of "']);
  });
});
