import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Lesson } from "../../lesson/lesson.ts";
import {
  PACKED_LANGUAGE,
  PACKED_RUNTIME,
  PACKED_SEARCH,
  PACKED_WASM,
  type PackedDataset,
  type PackManifest,
} from "../../protocol/pack-manifest.ts";
import { bundleText } from "../bundling/bundle-text.ts";
import { kernelsPlugin } from "../bundling/compile-kernels.ts";
import { sandboxTexts } from "../site/sandbox-plugin.ts";
import { searchText } from "../site/search-file.ts";
import { languageText } from "../types/language-text.ts";
import { gzip } from "./gzip.ts";
import type { PackedFiles } from "./packed-files.ts";
import { bundlePageCode, type PageCode } from "./page-code.ts";

/** Everything but the text of pages that work without a server. */
export interface Pack {
  readonly code: PageCode;
  /** The first script of each page. */
  readonly loader: string;
  readonly frameScript: string;
  /** What the runtime, the language service and the search are started with, gzipped, by name. */
  readonly runtimeFiles: ReadonlyMap<string, Uint8Array>;
}

/** A dataset to export: its entry in the manifest, and its files by their paths. */
export interface DatasetExport {
  readonly name: string;
  /** Null if the page has to ask for the dataset; its sample images may be there. */
  readonly packed: PackedDataset | null;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const WASM = "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm";

/** Bundles the page, its loader and the runtime. */
export async function buildPack(): Promise<Pack> {
  const texts = sandboxTexts([kernelsPlugin()]);
  const code = await bundlePageCode(texts);
  const loader = await bundleText("src/page/delivery/loader-script.ts");
  const wasm = await readFile(createRequire(import.meta.url).resolve(WASM));
  const runtime = Buffer.from(await texts.runtime());
  const language = Buffer.from(await languageText()());
  return {
    code,
    loader,
    frameScript: await texts.frameScript(),
    runtimeFiles: new Map([
      [PACKED_RUNTIME, gzip(runtime)],
      [PACKED_WASM, gzip(wasm)],
      [PACKED_LANGUAGE, gzip(language)],
    ]),
  };
}

/** The pack of these lessons, whose search it contains. */
export function withSearch(pack: Pack, lessons: readonly Lesson[]): Pack {
  const search = gzip(Buffer.from(searchText(lessons)));
  return { ...pack, runtimeFiles: new Map([...pack.runtimeFiles, [PACKED_SEARCH, search]]) };
}

/** @param folder as in the manifest. */
export function packManifest(
  { code, runtimeFiles }: Pack,
  datasets: readonly DatasetExport[],
  lessonFiles: PackedFiles,
  folder: string | null,
): PackManifest {
  const ofDatasets = datasets.flatMap((dataset) => [...dataset.files]);
  const files = [...runtimeFiles, ...ofDatasets, ...lessonFiles.contents];
  return {
    folder,
    entry: code.entry,
    modules: Object.fromEntries(code.modules.map(({ name, imports }) => [name, imports])),
    files: Object.fromEntries(files.map(([name, content]) => [name, base64Parts(content).length])),
    lessonFiles: lessonFiles.names,
    datasets: Object.fromEntries(
      datasets.flatMap(({ name, packed }) => (packed === null ? [] : [[name, packed]])),
    ),
  };
}

/** Bytes per part: a multiple of 3, so that no part but the last is padded. */
const PART_BYTES = 3_000_000;

/** A file as text, in parts that can be decoded one by one. */
export function base64Parts(content: Uint8Array): string[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const count = Math.ceil(bytes.length / PART_BYTES);
  return Array.from({ length: count }, (_, index) =>
    bytes.toString("base64", index * PART_BYTES, Math.min(bytes.length, (index + 1) * PART_BYTES)),
  );
}
