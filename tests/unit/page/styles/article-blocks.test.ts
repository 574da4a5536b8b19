import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ARTICLE = new URL("../../../../src/page/article/", import.meta.url).pathname;

/** The style sheet's text before a declaration that it has once, without comments: the conditions and selectors around it. */
function around(path: string, declaration: string): string {
  const css = readFileSync(ARTICLE + path, "utf8").replaceAll(/\/\*.*?\*\//gs, "");
  expect(css.split(declaration)).toHaveLength(2);
  return open(css.slice(0, css.indexOf(declaration)));
}

/** The heads of the blocks that are not closed. */
function open(css: string): string {
  const heads: string[] = [];
  for (const [, text, brace] of css.matchAll(/([^{}]*)([{}])/g)) {
    if (brace === "}") heads.pop();
    else heads.push(text?.slice(text.lastIndexOf(";") + 1).trim() ?? "");
  }
  return heads.join("\n");
}

describe("the blocks of an article", () => {
  it("are skipped far from the window unless the reader is in them, and then keep their remembered heights", () => {
    expect(around("prose.css", "content-visibility: auto")).toContain(":not([data-entered], :focus-within)");
    for (const ofCharacter of ["0.33px", "0.6px"]) {
      const height = `calc(var(--reserved, 500px) + var(--characters, 0) * ${ofCharacter})`;
      const remembered = around("prose.css", `contain-intrinsic-block-size: auto ${height}`);
      expect(remembered).toContain(":is(.prose, .exercise, .figure, .island)");
      expect(remembered).not.toMatch(/:hover|:focus|data-entered|:nth-child/);
    }
  });

  it("keep wide tables of an imported notebook in one line on the screen only, where they scroll", () => {
    expect(around("blocks/callout-view.css", "white-space: nowrap")).toMatch(/@media screen\n/);
  });
});
