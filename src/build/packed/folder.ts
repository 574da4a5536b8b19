import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Lesson } from "../../lesson/lesson.ts";
import { packagePublic } from "../files/package-root.ts";
import { loadCourse } from "../lessons/load-course.ts";
import { publishedLesson, publishedProblems } from "../lessons/published-lesson.ts";
import { loadPrerender } from "../site/lesson-pages.ts";
import { lessonAssets, type SiteFile } from "../site/lessons-plugins.ts";
import { fillTemplate, type PageParts } from "../site/page-template.ts";
import { folderPolicy } from "../site/policy.ts";
import { base64Parts, type DatasetExport, type Pack, packManifest, withSearch } from "./pack.ts";
import { type PackedFiles, packFiles } from "./packed-files.ts";
import { packedTemplate } from "./packed-template.ts";

export interface FolderOptions {
  readonly lessons: readonly Lesson[];
  /** The folder of lessons, with the files that they name. */
  readonly lessonsFolder: string;
  readonly datasets: readonly DatasetExport[];
  /** Addresses from which pages may load the datasets that the folder lacks. */
  readonly mirrors: readonly string[];
}

/** The folder of the scripts in that of the course. */
const SCRIPTS = "pack/";

/** The files of a course that works from a web server and, without one, by double-click. */
export async function* courseFiles(code: Pack, options: FolderOptions): AsyncGenerator<SiteFile> {
  const { lessons, lessonsFolder, datasets, mirrors } = options;
  const { prerenderIndex, prerenderLesson } = await loadPrerender();
  const { course, problems } = await loadCourse();
  const published = lessons.map(publishedLesson);
  const pack = withSearch(code, published);
  const page = (parts: PageParts, toRoot: string, files: PackedFiles) =>
    folderPage(pack, { parts, toRoot, datasets, mirrors, files });
  const contents = new Map<string, Uint8Array>();
  yield {
    fileName: "index.html",
    source: await page(
      prerenderIndex(published, "folder", course, publishedProblems(problems)),
      "./",
      NO_FILES,
    ),
  };
  for (const lesson of published) {
    const files = await packFiles(lesson, lessonsFolder);
    for (const [name, content] of files.contents) contents.set(name, content);
    const source = await page(prerenderLesson(lesson, "folder", course, lessons), "../../", files);
    yield { fileName: `lessons/${lesson.slug}/index.html`, source };
  }
  // What cells read is among the scripts.
  yield* lessonAssets(lessons, lessonsFolder, ({ assets }) => assets);
  yield { fileName: "icon.svg", source: await readFile(resolve(packagePublic, "icon.svg")) };
  yield* scriptFiles(pack, datasets, contents);
}

const NO_FILES: PackedFiles = { names: {}, contents: new Map() };

function* scriptFiles(
  { code, runtimeFiles }: Pack,
  datasets: readonly DatasetExport[],
  lessonFiles: ReadonlyMap<string, Uint8Array>,
): Generator<SiteFile> {
  yield { fileName: `${SCRIPTS}styles.css`, source: code.styles };
  yield { fileName: `${SCRIPTS}fonts.css`, source: code.fonts };
  for (const { name, script } of code.modules) yield { fileName: `${SCRIPTS}${name}`, source: script };
  const ofDatasets = datasets.flatMap(({ files }) => [...files]);
  for (const [name, content] of [...runtimeFiles, ...ofDatasets, ...lessonFiles]) {
    for (const [index, part] of base64Parts(content).entries()) {
      const partName = `${name}.${index}`;
      const source = `lecternPack.part(${JSON.stringify(partName)},"${part}");\n`;
      yield { fileName: `${SCRIPTS}${partName}.js`, source };
    }
  }
}

interface FolderPage {
  readonly parts: PageParts;
  /** From the page to the course's folder. */
  readonly toRoot: string;
  readonly datasets: readonly DatasetExport[];
  readonly mirrors: readonly string[];
  readonly files: PackedFiles;
}

async function folderPage(
  pack: Pack,
  { parts, toRoot, datasets, mirrors, files }: FolderPage,
): Promise<string> {
  const { loader, frameScript } = pack;
  const policy = folderPolicy({ scripts: [frameScript, parts.earlyScript, loader], mirrors });
  const template = await packedTemplate({
    icon: `${toRoot}icon.svg`,
    styles: [`<link rel="stylesheet" href="${toRoot}${SCRIPTS}styles.css" />`],
  });
  const manifest = JSON.stringify(packManifest(pack, datasets, files, `${toRoot}${SCRIPTS}`)).replaceAll(
    "<",
    "\\u003c",
  );
  const body = [
    parts.body,
    // At the end, since its size would keep the text from being shown.
    `<link rel="stylesheet" href="${toRoot}${SCRIPTS}fonts.css" />`,
    `<script type="application/json" data-pack="manifest">${manifest}</script>`,
    `<script>${loader}</script>`,
  ].join("\n");
  return fillTemplate(template, { ...parts, body }, policy);
}
