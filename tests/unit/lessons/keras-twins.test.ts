import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLASS_NAMES } from "../../../src/datasets/fashion-mnist.ts";
import type { Block, CellBlock } from "../../../src/lesson/lesson.ts";
import { readLecture } from "./read-lecture.ts";

const lecture = await readLecture();
const twins = cellsOf(lecture.blocks).flatMap(({ cell, twin }) =>
  twin === null ? [] : [{ id: String(cell.id), cell, source: twin.source }],
);

function cellsOf(blocks: readonly Block[]): readonly CellBlock[] {
  return blocks.flatMap((block) => {
    if (block.type === "cell") return [block];
    return block.type === "div" ? cellsOf(block.blocks) : [];
  });
}

function twinOf(id: string): string {
  return twins.find((twin) => twin.id === id)?.source ?? "";
}

const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** What `python3 -m py_compile` says about Python: nothing if it compiles. */
async function compileErrors(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-twins-"));
  try {
    const file = join(folder, "twin.py");
    await writeFile(file, source);
    return spawnSync("python3", ["-m", "py_compile", file], { encoding: "utf8" }).stderr;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("the lecture's Keras twins", () => {
  it("go from the version to the evaluation", () => {
    const cells = "version setup load-data show-example build-model summary train evaluate plot-accuracy";
    expect(twins.map(({ id }) => id)).toEqual(expect.arrayContaining(cells.split(" ")));
  });

  it("have the hyperparameters and splits of the cells", () => {
    const numbers = (source: string) => source.match(/(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? [];
    const cell = (id: string) => twins.find((twin) => twin.id === id)?.cell.source ?? "";
    expect(numbers(twinOf("build-model"))).toEqual(numbers(cell("build-model")));
    expect(numbers(twinOf("train"))).toEqual(numbers(cell("train")));
    expect(numbers(twinOf("setup")).at(-1)).toBe(numbers(cell("setup")).at(-1));
    expect(twinOf("load-data")).toContain("x_all[:half], x_all[half:]");
    expect(cell("load-data")).toContain("all.slice(0, all.length / 2)");
  });

  it("name the classes as the dataset does", () => {
    const [, list = ""] = /CLASS_NAMES = (\[[^\]]*),\s*\]/.exec(twinOf("setup")) ?? [];
    expect(JSON.parse(`${list}]`)).toEqual(CLASS_NAMES);
  });

  it.skipIf(!hasPython)("compile, one after the other", async () => {
    expect(await compileErrors(twins.map(({ source }) => source).join("\n\n"))).toBe("");
    expect(await compileErrors("model = keras.Sequential(\n")).toContain("SyntaxError");
  });
});
