import { formatProblem } from "../../build/files/format-problem.ts";
import { lessonsDirectory } from "../../build/files/lessons-directory.ts";
import { requireReplaceable } from "../../build/files/out-directory.ts";
import { loadKnown } from "../../build/lessons/known.ts";
import { courseFiles } from "../../build/packed/folder.ts";
import { buildPack } from "../../build/packed/pack.ts";
import { fileSize } from "../../protocol/megabytes.ts";
import { count } from "../count.ts";
import { exportDatasets, readDataOption } from "./export-data.ts";
import type { ExportForm } from "./export-form.ts";
import { outputPath } from "./output-path.ts";
import { replaceFolder } from "./replace-folder.ts";

/** `npm run export -- --site DIR [--data all|none|N]`: the course as a folder that works with and without a server. */
export const form: ExportForm = {
  of: "course",
  options: { data: { type: "string" } },
  async write({ lessons, output, options }) {
    const data = readDataOption(options["data"]);
    const folder = outputPath(output ?? "course");
    await requireReplaceable(folder, "Name an empty or new folder.");
    const lines = lessons.flatMap(({ problems }) => problems.map(formatProblem));
    const names = new Set(lessons.flatMap((lesson) => lesson.datasets));
    const datasets = await exportDatasets([...names], data, console.log);
    // A shell may have set another value, with which libraries would include their development code.
    process.env["NODE_ENV"] = "production";
    const pack = await buildPack();
    const mirrors = datasets.some(({ packed }) => packed === null) ? (await loadKnown()).mirrors : [];
    const course = { lessons, lessonsFolder: lessonsDirectory(), datasets, mirrors };
    const { files, bytes, remaining } = await replaceFolder(folder, courseFiles(pack, course));
    lines.push(
      `${folder}: ${count(files, "file")}, ${fileSize(bytes)}. Open index.html in it, or publish it on any host.`,
    );
    if (remaining !== null)
      lines.push(`What was there before could not be deleted and is now ${remaining}. Delete it yourself.`);
    return lines;
  },
};
