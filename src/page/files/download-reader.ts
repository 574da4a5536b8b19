import { MAXIMUM_DOWNLOAD_PARTS } from "../../protocol/download.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import type { Download } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import type { RuntimeHost } from "../sandbox/host.ts";

/** Reads a file that a cell offers. Rejects with a message for the reader. */
export type ReadDownload = (download: Download) => Promise<Blob>;

interface Reading {
  readonly download: Download;
  readonly parts: Uint8Array<ArrayBuffer>[];
  readonly resolve: (content: Blob) => void;
  readonly reject: (error: Error) => void;
}

type Part = Extract<RuntimeEvent, { type: "download-part" }>;

/** Asks the runtime for files that cells offer, one at a time, part by part. */
export function createDownloadReader(host: RuntimeHost): ReadDownload {
  let reading: Reading | null = null;
  const end = (settle: (reading: Reading) => void): void => {
    const ended = reading;
    reading = null;
    if (ended !== null) settle(ended);
  };
  const fail = (message: string): void => end(({ reject }) => reject(new Error(message)));
  const add = ({ part, parts, text }: Part, { download, parts: received }: Reading): void => {
    if (part !== received.length) return;
    const bytes = decode(text);
    if (bytes === null) {
      fail(words.files.damaged(download.name));
      return;
    }
    received.push(bytes);
    if (received.length < Math.min(parts, MAXIMUM_DOWNLOAD_PARTS))
      host.send({ type: "read-download", id: download.id, part: received.length });
    else end(({ resolve }) => resolve(new Blob(received)));
  };
  host.onEvent((event) => {
    if (reading === null || !("id" in event) || event.id !== reading.download.id) return;
    if (event.type === "download-failed") fail(event.message);
    else if (event.type === "download-part") add(event, reading);
  });
  host.onRuntimeEnd(() => fail(words.files.gone));
  return (download) =>
    new Promise((resolve, reject) => {
      if (host.status.peek() !== "ready") return reject(new Error(words.files.gone));
      if (reading !== null) return reject(new Error(words.files.beingRead(reading.download.name)));
      reading = { download, parts: [], resolve, reject };
      host.send({ type: "read-download", id: download.id, part: 0 });
    });
}

/** Null if it is not base64. */
function decode(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
