import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetFile } from "../datasets/dataset.ts";
import { writeWhole } from "./whole-file.ts";

/** A place that may have a dataset's files; `read` throws where it has not, or cannot be reached. */
export interface DataSource {
  readonly name: string;
  read(fileName: string): Promise<Uint8Array>;
}

export interface Placed {
  /** The source that had the right file, "already there", or null when none had. */
  readonly from: string | null;
  /** What was wrong with the sources tried before, in whole sentences. */
  readonly problems: readonly string[];
}

/** Seconds after which a mirror that has not delivered a whole file is given up. */
const PATIENCE = 300;

/**
 * Sees to it that a folder holds the right file: as it is there, else from the first source that has it.
 * @param onFetch called before the first source is asked.
 */
export async function placeFile(
  file: DatasetFile,
  folder: string,
  sources: readonly DataSource[],
  onFetch: () => void,
): Promise<Placed> {
  const target = join(folder, file.name);
  const present = await readFile(target).catch(() => null);
  if (present !== null && fault(present, file) === null) return { from: "already there", problems: [] };
  onFetch();
  const problems: string[] = [];
  for (const source of sources) {
    const problem = await take(file, source, target);
    if (problem === null) return { from: source.name, problems };
    problems.push(`${file.name} from ${source.name}: ${problem}`);
  }
  return { from: null, problems };
}

/** A folder of this machine. */
export function folderSource(folder: string): DataSource {
  return { name: folder, read: (fileName) => readFile(join(folder, fileName)) };
}

/** A public mirror, by the address under which its files lie. */
export function mirrorSource(address: string): DataSource {
  return {
    name: new URL(address).host,
    async read(fileName) {
      // `identity`: the gzipped file as it is, not decoded on the way.
      const response = await fetch(address + fileName, {
        headers: { "Accept-Encoding": "identity" },
        signal: AbortSignal.timeout(PATIENCE * 1000),
      });
      if (!response.ok) throw new Error(`the server answered with status ${response.status}.`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** Copies the file when the source has the right one; otherwise says what is wrong. */
async function take(file: DatasetFile, source: DataSource, target: string): Promise<string | null> {
  let content: Uint8Array;
  try {
    content = await source.read(file.name);
  } catch (error) {
    return reason(error);
  }
  const wrong = fault(content, file);
  if (wrong === null) await writeWhole(target, content);
  return wrong;
}

function fault(content: Uint8Array, { gzip }: DatasetFile): string | null {
  if (content.length !== gzip.bytes) return `it has ${content.length} bytes and should have ${gzip.bytes}.`;
  const digest = createHash("sha256").update(content).digest("hex");
  return digest === gzip.sha256 ? null : `its SHA-256 is ${digest} and should be ${gzip.sha256}.`;
}

/** Node hides why a fetch failed in the error's cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message}).` : error.message;
}
