import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetFile } from "../datasets/dataset.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { writeAtomically } from "./write-file.ts";

/** A folder or server that may have a dataset's files; `read` throws if it has not, or cannot be reached. */
export interface DataSource {
  readonly name: string;
  read(fileName: string): Promise<Uint8Array>;
}

export interface Fetched {
  /** The source that had the correct file, "already there", or null if none had it. */
  readonly from: string | null;
  /** What was wrong with the sources tried before it, in complete sentences. */
  readonly problems: readonly string[];
}

/** Seconds within which a mirror must deliver a complete file. */
const TIMEOUT = 300;

/**
 * Makes sure that a folder has the correct file: leaves it if it is there, else copies it from the first source that has it.
 * @param onFetch called before the first source is tried.
 */
export async function fetchDatasetFile(
  file: DatasetFile,
  folder: string,
  sources: readonly DataSource[],
  onFetch: () => void,
): Promise<Fetched> {
  const target = join(folder, file.name);
  const present = await readFile(target).catch(() => null);
  if (present !== null && fault(present, file) === null) return { from: "already there", problems: [] };
  onFetch();
  const problems: string[] = [];
  for (const source of sources) {
    const problem = await copyFrom(file, source, target);
    if (problem === null) return { from: source.name, problems };
    problems.push(`${file.name} from ${source.name}: ${problem}`);
  }
  return { from: null, problems };
}

/** A local folder. */
export function folderSource(folder: string): DataSource {
  return { name: folder, read: (fileName) => readFile(join(folder, fileName)) };
}

/** A public mirror, whose files are at `address` + file name. */
export function mirrorSource(address: string): DataSource {
  return {
    name: new URL(address).host,
    async read(fileName) {
      // `identity`: a server must not decode the gzip file.
      const response = await fetch(address + fileName, {
        headers: { "Accept-Encoding": "identity" },
        signal: AbortSignal.timeout(TIMEOUT * 1000),
      });
      if (!response.ok) throw new Error(`the server answered with status ${response.status}.`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** Copies the file if the source has the correct one; otherwise returns what is wrong. */
async function copyFrom(file: DatasetFile, source: DataSource, target: string): Promise<string | null> {
  let content: Uint8Array;
  try {
    content = await source.read(file.name);
  } catch (error) {
    return reason(error);
  }
  const wrong = fault(content, file);
  if (wrong === null) await writeAtomically(target, content);
  return wrong;
}

function fault(content: Uint8Array, { gzip }: DatasetFile): string | null {
  if (content.length !== gzip.bytes) return `it has ${content.length} bytes and should have ${gzip.bytes}.`;
  const digest = createHash("sha256").update(content).digest("hex");
  return digest === gzip.sha256 ? null : `its SHA-256 is ${digest} and should be ${gzip.sha256}.`;
}

/** Node puts the reason for a failed fetch into the error's cause. */
function reason(error: unknown): string {
  const message = errorMessage(error);
  return error instanceof Error && error.cause instanceof Error
    ? `${message} (${error.cause.message}).`
    : message;
}
