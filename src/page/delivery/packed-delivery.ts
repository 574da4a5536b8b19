import type { SampleImages } from "../../figures/figure.ts";
import { PACKED_LANGUAGE, PACKED_RUNTIME, PACKED_SEARCH, PACKED_WASM } from "../../protocol/pack-manifest.ts";
import { words } from "../../words/words.ts";
import type { AskForFiles } from "../datasets/ask-for-files.ts";
import type { DatasetServer } from "../datasets/dataset-server.ts";
import type { RuntimeAssets } from "../sandbox/runtime-assets.ts";
import type { Delivery } from "./delivery.ts";
import type { Loader } from "./loader.ts";
import { readPack } from "./read-pack.ts";
import { siteRoot } from "./site-root.ts";
import { startedWorker } from "./started-worker.ts";

/** Everything is in the exported page, or in scripts beside it. */
export function packedDelivery(pack: Loader, page: Document): Delivery {
  return {
    site: savingPath(pack, page),
    siteRoot: null,
    loadRuntime: () => loadRuntime(pack),
    startLanguage: () => startLanguage(pack),
    loadSearch: async () => new TextDecoder().decode(await decompressed(pack, PACKED_SEARCH)),
    serveDatasets: (ask) => lazyDatasets(pack, ask),
    loadFile: ({ path }) => loadPackedFile(pack, path),
    sampleImages: lazySamples(pack),
  };
}

/**
 * What a reader writes in a single file belongs to that file: two lectures of the same name may be in one folder of
 * downloads. What they write in a folder belongs to the folder.
 */
function savingPath({ manifest }: Loader, page: Document): string {
  return manifest.folder === null ? `${page.location.pathname}/` : siteRoot(page).pathname;
}

async function loadRuntime(pack: Loader): Promise<RuntimeAssets> {
  const [runtime, wasm] = await Promise.all([
    decompressed(pack, PACKED_RUNTIME),
    decompressed(pack, PACKED_WASM),
  ]);
  return { runtime, wasm };
}

/** Receives one message, the script, and runs it. A page that is opened as a file can start no worker from a file. */
const WORKER = "onmessage=({data})=>{onmessage=null;(0,eval)(new TextDecoder().decode(data))}";

async function startLanguage(pack: Loader): Promise<Worker> {
  const script = await decompressed(pack, PACKED_LANGUAGE);
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(WORKER)}`);
  worker.postMessage(script, [script]);
  return startedWorker(worker);
}

/** @throws Error with a message for the reader. */
async function loadPackedFile(pack: Loader, path: string): Promise<ArrayBuffer> {
  const { lessonFiles } = pack.manifest;
  const name = Object.hasOwn(lessonFiles, path) ? lessonFiles[path] : undefined;
  if (name === undefined) throw new Error(words.delivery.notInExport(path));
  return decompressed(pack, name, path);
}

/** @param called how the reader knows the file. */
async function decompressed(pack: Loader, name: string, called = name): Promise<ArrayBuffer> {
  const parts: ArrayBuffer[] = [];
  for await (const part of readPack(pack, name, called)) parts.push(part);
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer().catch(() => {
    throw new Error(words.delivery.damaged(called));
  });
}

function lazyDatasets(pack: Loader, ask: AskForFiles): DatasetServer {
  return async (name, options) => {
    const { packedDatasets } = await import("./packed-datasets.ts");
    return packedDatasets(pack, ask)(name, options);
  };
}

function lazySamples(pack: Loader): () => Promise<SampleImages> {
  let loading: Promise<SampleImages> | null = null;
  return () => {
    loading ??= import("./packed-samples.ts").then(({ packedSamples }) => packedSamples(pack));
    return loading;
  };
}
