import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { lessonDigests } from "../../../../src/build/recording/lesson-digests.ts";
import {
  LARGEST_RECORDING,
  readRecordings,
  writeRecordings,
} from "../../../../src/build/recording/recording-file.ts";
import { recordRun } from "../../../../src/cli/running/record-run.ts";
import { runnableParts } from "../../../../src/cli/running/runnable-parts.ts";
import { CellReport } from "../../../../src/protocol/cell-report.ts";
import { RecordedOutputs } from "../../../../src/protocol/recorded-outputs.ts";
import { temporaryFolder } from "../../build/temporary-folder.ts";

function cellText(id: string): string {
  return `\`\`\`ts {#${id}}\nlog("${id}");\n\`\`\`\n`;
}

const text = (printed: string) => ({ type: "text", stream: "log", text: printed });
const printing = (printed: string) => ({ outputs: [text(printed)] });
const FAILED = { outcome: "failed" };

/** A lesson with these cells, and what becomes of its file when they end as they are said to. */
async function lessonOf(ids: readonly string[]) {
  const folder = await temporaryFolder({ "a.md": `---\ntitle: A\n---\n\n${ids.map(cellText).join("\n")}` });
  const path = `${folder}/a.md`;
  const lesson = { ...(await loadLesson(path)), file: path };
  const digests = await lessonDigests(lesson, path);
  return {
    file: `${folder}/a.outputs.yaml`,
    run: (ends: Readonly<Record<string, object>>) => {
      const parts = runnableParts(lesson).map((part) => {
        const plain = { outcome: "done", ms: 1, error: null, passed: null, outputs: [], dropped: 0 };
        const quality = { synthetic: false, perClass: null };
        const report = v.parse(CellReport, { cell: part.id, ...plain, ...quality, ...ends[part.id] });
        return { part, report };
      });
      return recordRun({ lesson, parts, problems: [] }, digests);
    },
    shown: async () =>
      [...(await readRecordings(path)).recordings].map(([id, { outputs }]) => {
        const [first] = outputs.outputs;
        return [id, first?.type === "text" ? first.text : first?.type];
      }),
    path,
  };
}

describe("recording a run", () => {
  it("keeps what was recorded of the same code where a cell fails or does not run", async () => {
    const { run, shown } = await lessonOf(["a", "b", "c"]);
    await run({ a: printing("a1"), b: printing("b1"), c: printing("c1") });
    const lines = await run({ a: printing("a2"), b: FAILED, c: { outcome: "missing" } });
    expect(await shown()).toEqual([
      ["a", "a2"],
      ["b", "b1"],
      ["c", "c1"],
    ]);
    expect(lines).toEqual([
      "The cell `b` did not end well: its earlier outputs are kept.",
      "The cell `c` did not end well: its earlier outputs are kept.",
      expect.stringMatching(/a\.outputs\.yaml: outputs of 3 cells\.$/),
    ]);
  });

  it("drops what comes from other code, and says of which cells", async () => {
    const { run, shown, file, path } = await lessonOf(["a", "b"]);
    await run({ a: printing("a1"), b: printing("b1") });
    const { recordings } = await readRecordings(path);
    const [first] = recordings.values();
    if (first === undefined) throw new Error("Nothing was recorded.");
    const other = { ...first, digest: "other" };
    await writeFile(file, writeRecordings(new Map([...recordings, ["b", other], ["gone", other]])));
    const lines = await run({ a: printing("a1"), b: FAILED });
    expect(await shown()).toEqual([["a", "a1"]]);
    expect(lines).toContain("Dropped: the earlier outputs of `b`, `gone`.");
  });

  it("leaves the file as it is if no cell gives anything, and some failed", async () => {
    const { run, file } = await lessonOf(["a", "b"]);
    await writeFile(file, "of a later version");
    expect(await run({ a: FAILED, b: { outcome: "missing" } })).toEqual([
      expect.stringMatching(/^No outputs could be recorded: .*a\.outputs\.yaml is as before\.$/),
    ]);
    expect(await readFile(file, "utf8")).toBe("of a later version");
  });

  it("removes the file if the lesson has nothing to record", async () => {
    const { run, file } = await lessonOf(["a"]);
    await run({ a: printing("a1") });
    expect(existsSync(file)).toBe(true);
    expect(await run({})).toEqual(["Dropped: the earlier outputs of `a`."]);
    expect(existsSync(file)).toBe(false);
  });

  it("says what comes from synthetic data, which does not replace outputs of the real data", async () => {
    const { run, shown } = await lessonOf(["a", "b"]);
    await run({ a: printing("real") });
    const lines = await run({
      a: { ...printing("synthetic"), synthetic: true },
      b: { ...printing("synthetic"), synthetic: true },
    });
    expect(await shown()).toEqual([
      ["a", "real"],
      ["b", "synthetic"],
    ]);
    expect(lines.slice(0, 2)).toEqual([
      "The cell `a` had only synthetic data: its earlier outputs of the real data are kept.",
      "The recorded outputs of `b` come from synthetic data.",
    ]);
  });

  it("writes no more than is read, and names the cells that are left out", async () => {
    const ids = Array.from({ length: 4 }, (_, index) => `c${index}`);
    const { run, shown, file } = await lessonOf(ids);
    // Short lines, which take more room in the file than in the page.
    const long = printing("x\n".repeat(60_000));
    const large = { outputs: Array.from({ length: 5 }, () => long.outputs[0]) };
    const lines = await run(Object.fromEntries(ids.map((id) => [id, large])));
    const written = await readFile(file, "utf8");
    expect(written.length).toBeLessThanOrEqual(LARGEST_RECORDING);
    const recorded = (await shown()).map(([id]) => id);
    expect(recorded.length).toBeGreaterThan(0);
    expect(lines.slice(0, -1)).toEqual(
      ids
        .filter((id) => !recorded.includes(id))
        .map((id) => `The outputs of \`${id}\` are not recorded: the file would be too large.`),
    );
    expect(recorded.length).toBeLessThan(ids.length);
  });

  it("leaves out controls and downloads", async () => {
    const { run, path } = await lessonOf(["a"]);
    const download = { type: "download", id: 3, name: "a.csv", bytes: 10 };
    await run({ a: { outputs: [text("a"), download] } });
    const { recordings } = await readRecordings(path);
    expect([...recordings.values()].map(({ outputs }) => outputs)).toEqual([
      v.parse(RecordedOutputs, { outputs: [text("a")] }),
    ]);
  });
});
