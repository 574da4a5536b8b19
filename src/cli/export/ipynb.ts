import { CommandError } from "../../build/files/command-error.ts";
import { publishedFiles } from "../../build/lessons/published-lesson.ts";
import { notebookFile } from "../../build/site/notebook-file.ts";
import type { NotebookLanguage } from "../../jupyter/export/lesson-pieces.ts";
import { pictureType } from "../../lesson/passages/picture-type.ts";
import { isMade } from "../../protocol/lesson-modules.ts";
import { fileSize } from "../../protocol/megabytes.ts";
import { count } from "../count.ts";
import type { ExportForm } from "./export-form.ts";
import { figureStills } from "./figure-stills.ts";
import { outputPath, requireFolder, writeOutput } from "./output-path.ts";

/**
 * `npm run export -- <lesson> --ipynb [--language typescript] [--no-run] [--no-figures]`: the lesson as a Jupyter notebook
 * of its Keras twins, or of its TypeScript for the Deno kernel.
 */
export const form: ExportForm = {
  of: "lesson",
  options: {
    language: { type: "string" },
    "no-run": { type: "boolean" },
    "no-figures": { type: "boolean" },
  },
  async write({ lessons, output, options }) {
    const language = readLanguage(options["language"]);
    const lines: string[] = [];
    for (const lesson of lessons) {
      const path = outputPath(output ?? `${lesson.slug}.ipynb`);
      await requireFolder(path);
      const drawn = options["no-figures"] !== true;
      const stills = drawn ? await figureStills(lesson, options["no-run"] !== true) : new Map();
      const content = Buffer.from(notebookFile(lesson, { language, stills }));
      await writeOutput(path, content);
      lines.push(`${path}: ${fileSize(content.length)}, with ${count(stills.size, "picture")} of figures.`);
      const pictures = new Set(lesson.assets.filter((asset) => pictureType(asset) !== null));
      const left = [...publishedFiles(lesson)].filter((path) => !pictures.has(path) && !isMade(path));
      if (left.length > 0) lines.push(`Not in it, to be put beside it: ${left.join(", ")}.`);
    }
    return lines;
  },
};

function readLanguage(name: string | boolean | undefined): NotebookLanguage {
  if (name === undefined || name === "python") return "python";
  if (name === "typescript") return "typescript";
  throw new CommandError(`--language is "${name}". Choose python or typescript.`);
}
