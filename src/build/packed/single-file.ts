import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Lesson } from "../../lesson/lesson.ts";
import { packagePublic } from "../files/package-root.ts";
import { loadCourse } from "../lessons/load-course.ts";
import { publishedLesson } from "../lessons/published-lesson.ts";
import { loadPrerender } from "../site/lesson-pages.ts";
import { fillTemplate } from "../site/page-template.ts";
import { filePolicy } from "../site/policy.ts";
import { gzip } from "./gzip.ts";
import { inlineAssets } from "./inline-assets.ts";
import { neededFonts } from "./needed-fonts.ts";
import { base64Parts, type DatasetExport, type Pack, packManifest, withSearch } from "./pack.ts";
import { type PackedFiles, packFiles } from "./packed-files.ts";
import { packedTemplate } from "./packed-template.ts";

export interface SingleFileOptions {
  readonly lesson: Lesson;
  /** The lesson's folder, with the files that it names. */
  readonly lessonFolder: string;
  readonly datasets: readonly DatasetExport[];
  /** Addresses from which the page may load the datasets that it lacks. */
  readonly mirrors: readonly string[];
}

/**
 * A lesson with everything that it needs as one HTML file. What a reader sees first comes first: text and styles, then the
 * page's code, then the runtime, code that is used rarely, and the data.
 */
export async function singleFile(code: Pack, options: SingleFileOptions): Promise<string> {
  const { prerenderLesson } = await loadPrerender();
  const { course } = await loadCourse();
  const lesson = publishedLesson(options.lesson);
  const pack = withSearch(code, [lesson]);
  const parts = prerenderLesson(lesson, "file", course);
  const { loader, frameScript } = pack;
  const policy = filePolicy({
    scripts: [frameScript, parts.earlyScript, loader, ...pack.code.modules.map(({ script }) => script)],
    mirrors: options.mirrors,
  });
  const icon = await readFile(resolve(packagePublic, "icon.svg"));
  const template = await packedTemplate({
    icon: `data:image/svg+xml;base64,${icon.toString("base64")}`,
    styles: [style(pack.code.styles), style(neededFonts(pack.code.fonts, parts.body))],
  });
  const text = await inlineAssets(parts.body, options.lessonFolder);
  const files = await packFiles(options.lesson, options.lessonFolder);
  const body = [text, ...scripts(pack, options.datasets, files)].join("\n");
  return fillTemplate(template, { ...parts, body }, policy);
}

function scripts(pack: Pack, datasets: readonly DatasetExport[], files: PackedFiles): string[] {
  const { code, loader, runtimeFiles } = pack;
  const manifest = JSON.stringify(packManifest(pack, datasets, files, null)).replaceAll("<", "\\u003c");
  const first = new Set([
    code.entry,
    ...(code.modules.find(({ name }) => name === code.entry)?.imports ?? []),
  ]);
  const modules = code.modules.map(({ name, script }) => ({
    isFirst: first.has(name),
    element: data(name, Buffer.from(gzip(Buffer.from(script))).toString("base64")),
  }));
  return [
    `<script type="application/json" data-pack="manifest">${manifest}</script>`,
    ...modules.flatMap(({ isFirst, element }) => (isFirst ? [element] : [])),
    `<script>${loader}</script>`,
    ...fileElements(runtimeFiles),
    ...modules.flatMap(({ isFirst, element }) => (isFirst ? [] : [element])),
    ...datasets.flatMap((dataset) => fileElements(dataset.files)),
    ...fileElements(files.contents),
    data("end", ""),
  ];
}

function fileElements(files: ReadonlyMap<string, Uint8Array>): string[] {
  return [...files].flatMap(([name, content]) =>
    base64Parts(content).map((part, index) => data(`${name}.${index}`, part)),
  );
}

/** An element that browsers do not run. */
function data(name: string, text: string): string {
  return `<script type="text/plain" data-pack="${name}">${text}</script>`;
}

function style(css: string): string {
  if (/<\/style/i.test(css)) throw new Error("A style sheet of the page would end its element.");
  return `<style>${css}</style>`;
}
