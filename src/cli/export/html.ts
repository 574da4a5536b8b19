import { dirname } from "node:path";
import { formatProblem } from "../../build/files/format-problem.ts";
import { loadKnown } from "../../build/lessons/known.ts";
import { buildPack } from "../../build/packed/pack.ts";
import { singleFile } from "../../build/packed/single-file.ts";
import { fileSize } from "../../protocol/megabytes.ts";
import { exportDatasets, readDataOption } from "./export-data.ts";
import type { ExportForm } from "./export-form.ts";
import { outputPath, requireFolder, writeOutput } from "./output-path.ts";

/** `npm run export -- <lesson> --html [--data all|none|N]`: the lesson as one file that works by double-click. */
export const form: ExportForm = {
  of: "lesson",
  options: { data: { type: "string" } },
  async write({ lessons, output, options }) {
    const data = readDataOption(options["data"]);
    const lines = lessons.flatMap(({ problems }) => problems.map(formatProblem));
    for (const lesson of lessons) {
      const path = outputPath(output ?? `${lesson.slug}.html`);
      await requireFolder(path);
      const datasets = await exportDatasets(lesson.datasets, data, console.log);
      // A shell may have set another value, with which libraries would include their development code.
      process.env["NODE_ENV"] = "production";
      const { mirrors } = await loadKnown();
      const html = await singleFile(await buildPack(), {
        lesson,
        lessonFolder: dirname(lesson.file),
        datasets,
        mirrors: datasets.some(({ packed }) => packed === null) ? mirrors : [],
      });
      const content = Buffer.from(html);
      await writeOutput(path, content);
      const dataSize = dataBytes(datasets);
      const share = dataSize === 0 ? "" : `, of which ${fileSize(dataSize)} are data`;
      lines.push(`${path}: ${fileSize(content.length)}${share}.`);
    }
    return lines;
  },
};

function dataBytes(datasets: Awaited<ReturnType<typeof exportDatasets>>): number {
  const files = datasets.flatMap((dataset) => [...dataset.files.values()]);
  return files.reduce((sum, { length }) => sum + Math.ceil(length / 3) * 4, 0);
}
