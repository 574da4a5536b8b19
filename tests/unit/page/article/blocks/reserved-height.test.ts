import { describe, expect, it } from "vitest";
import type { Block } from "../../../../../src/lesson/lesson.ts";
import {
  heightOfCell,
  heightOfExercise,
  heightOfProse,
  type ReservedHeight,
  reserve,
} from "../../../../../src/page/article/blocks/reserved-height.ts";
import { read } from "../../../../fixtures/lessons/read.ts";

/** Text that fills lines, without the names of things in it. */
const TEXT = "A picture is a grid of numbers. ".repeat(10).trim();

function blockOf(markdown: string): Block {
  const [block] = read(`---\ntitle: x\n---\n\n${markdown}\n`).blocks;
  if (block === undefined) throw new Error("The lesson is empty.");
  return block;
}

function heightOf(markdown: string): ReservedHeight {
  const block = blockOf(markdown);
  if (block.type === "prose") return heightOfProse(block.passages);
  if (block.type === "cell") return heightOfCell(block.cell, block.twin !== null);
  if (block.type === "exercise") return heightOfExercise(block.exercise);
  throw new Error(`No height is reserved for ${block.type}.`);
}

describe("the height that is reserved for a block", () => {
  it("has a line for each line of code, unless the code is hidden", () => {
    const one = heightOf("```ts {#a}\n1\n```").fixed;
    expect(heightOf("```ts {#a}\n1\n2\n3\n```").fixed).toBe(one + 2 * 22);
    const hidden = heightOf("```ts {#a .hidden-code}\n1\n```").fixed;
    expect(heightOf("```ts {#a .hidden-code}\n1\n2\n3\n```").fixed).toBe(hidden);
  });

  it("follows the length of text", () => {
    const { fixed, characters } = heightOf(TEXT);
    expect(characters).toBe(TEXT.length);
    expect(heightOf(`${TEXT}\n\n${TEXT}`)).toEqual({ fixed: 2 * fixed, characters: 2 * characters });
  });

  it("counts neither addresses, nor most of the TeX of a formula, nor what is closed", () => {
    const { characters } = heightOf("A link and $\\alpha_{1}$.");
    expect(
      heightOf("A [link](https://example.org/a/long/address) and $\\alpha_{1}$.").characters,
    ).toBeLessThan(characters + 5);
    expect(characters).toBeLessThan("A link and $\\alpha_{1}$.".length);
    const closed = heightOf(`<details>\n<summary>Why?</summary>\n\n${TEXT}\n\n${TEXT}\n\n</details>`);
    expect(closed.characters).toBe("Why?".length);
    const nested = heightOf(
      `<details>\n<summary>Why?</summary>\n\n<details>\n<summary>More</summary>\n\n${TEXT}\n\n</details>\n\n${TEXT}\n\n</details>`,
    );
    expect(nested.characters).toBe("Why?".length);
  });

  it("takes no comparison for a tag", () => {
    const { characters } = heightOf(`If a < b, ${TEXT} and c > d.`);
    expect(characters).toBe(`If a < b, ${TEXT} and c > d.`.length);
    expect(heightOf("A <b>bold</b> word.").characters).toBe("A bold word.".length);
  });

  it("counts an item of a list once, although the author has wrapped it", () => {
    expect(heightOf("- a b\n  c d\n- e f\n  g h").fixed).toBe(heightOf("- a b c d\n- e f g h").fixed);
  });

  it("has more for headings, displayed formulas, tables and lists", () => {
    const text = heightOf("Text.").fixed;
    expect(heightOf("## Heading\n\nText.").fixed).toBeGreaterThan(text + 80);
    expect(heightOf("$$\na\n$$").fixed).toBeGreaterThan(text + 40);
    expect(heightOf("$$\n\\begin{aligned} a \\\\ b \\\\ c \\end{aligned}\n$$").fixed).toBeGreaterThan(
      text + 110,
    );
    expect(heightOf("| a | b |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |").fixed).toBeGreaterThan(text + 70);
    expect(heightOf("- a\n- b\n- c").fixed).toBeGreaterThan(text + 40);
  });

  it("has all parts of an exercise, and closed hints and solutions", () => {
    const exercise = (rest: string) =>
      heightOf(`::: {.exercise #e title="E"}\n${TEXT}\n\n\`\`\`ts {#a .starter}\n1\n\`\`\`\n${rest}:::`);
    const { fixed, characters } = exercise("");
    expect(characters).toBe(TEXT.length);
    expect(exercise(`\n::: {.hint}\n${TEXT}\n:::\n`)).toEqual({ fixed: fixed + 48, characters });
  });

  it("is what the style sheet reads", () => {
    expect(reserve({ fixed: 12.5, characters: 7 })).toEqual({ "--reserved": "13px", "--characters": "7" });
  });
});
