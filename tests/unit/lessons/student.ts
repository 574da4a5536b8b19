import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import * as v from "valibot";
import { dataset as fashionMnist } from "../../../src/datasets/fashion-mnist.ts";
import type { CellError } from "../../../src/protocol/event.ts";
import { CellId, RunId } from "../../../src/protocol/ids.ts";
import type { Output } from "../../../src/protocol/output.ts";
import { readEvent } from "../../../src/protocol/wire.ts";
import { createConsole } from "../../../src/runtime/output/console.ts";
import { Outbox } from "../../../src/runtime/output/outbox.ts";
import { Session } from "../../../src/runtime/session/session.ts";
import { start } from "../runtime/start.ts";

/** How a cell ended, and what it showed. */
export interface Ran {
  readonly error: CellError | null;
  readonly outputs: readonly Output[];
}

/** Runs a lesson's cells as the page does: commands to a real session, every message of it parsed. */
export interface Student {
  run(id: string, source: string): Promise<Ran>;
  /** Runs an exercise's checks, one after the other, until one fails by an error. */
  check(id: string, sources: readonly string[]): Promise<Ran>;
}

/** A student with a fresh runtime on the WASM backend, who gets Fashion-MNIST, or the synthetic version, when a cell asks. */
export async function createStudent(): Promise<Student> {
  await start("wasm");
  let outputs: Output[] = [];
  let end: (error: CellError | null) => void = () => undefined;
  const outbox = new Outbox((message) => {
    const event = readEvent(message);
    if (event === null)
      throw new Error(`The runtime sent what the page would drop: ${message.slice(0, 200)}`);
    if (event.type === "output") {
      outputs.push(event.output);
      queueMicrotask(() => session.handle({ type: "credit", count: 1 }));
    } else if (event.type === "need") {
      session.handle({ type: "dataset", name: event.dataset, ...readDataset() });
    } else if (event.type === "failed") {
      end(event.error);
    } else if (event.type === "done" || event.type === "stopped") {
      end(null);
    }
  });
  const session = new Session(outbox);
  const cellConsole = createConsole(outbox);
  let runs = 0;

  async function runOne(id: string, source: string, type: "run" | "check"): Promise<Ran> {
    outputs = [];
    runs += 1;
    const run = v.parse(RunId, runs);
    const outerConsole = globalThis.console;
    Object.defineProperty(globalThis, "console", { value: cellConsole, writable: true, configurable: true });
    try {
      return await new Promise((resolve) => {
        end = (error) => resolve({ error, outputs });
        session.handle({ type, run, cell: v.parse(CellId, id), source });
      });
    } finally {
      Object.defineProperty(globalThis, "console", {
        value: outerConsole,
        writable: true,
        configurable: true,
      });
    }
  }

  return {
    run: (id, source) => runOne(id, source, "run"),
    async check(id, sources) {
      const all: Output[] = [];
      for (const [index, source] of sources.entries()) {
        const ran = await runOne(`${id}-check-${index + 1}`, source, "check");
        all.push(...ran.outputs);
        if (ran.error !== null) return { error: ran.error, outputs: all };
      }
      return { error: null, outputs: all };
    },
  };
}

/** What was printed. */
export function printed({ outputs }: Ran): string {
  return outputs.map((output) => (output.type === "text" ? output.text : "")).join("\n");
}

/** The verdicts among the outputs. */
export function verdicts({
  outputs,
}: Ran): readonly { readonly passed: boolean; readonly message: string }[] {
  return outputs.filter((output) => output.type === "check");
}

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folders = [
  process.env["FASHION_MNIST_DIR"],
  `${root}public/data/fashion-mnist`,
  `${root}../shared/fashion-mnist`,
].filter((folder) => folder !== undefined);

const names = fashionMnist.files.map((file) => file.name);
const folder = folders.find((one) => names.every((name) => existsSync(`${one}/${name}`)));

/** False if the synthetic dataset replaces it, whose accuracies are not comparable. */
export const hasFashionMnist = folder !== undefined;

function readDataset(): { readonly files: readonly ArrayBuffer[]; readonly synthetic: boolean } {
  if (folder === undefined) return { files: drawSynthetic(), synthetic: true };
  const files = names.map((name) => new Uint8Array(gunzipSync(readFileSync(`${folder}/${name}`))).buffer);
  return { files, synthetic: false };
}

function drawSynthetic(): readonly ArrayBuffer[] {
  const drawing = fashionMnist.synthetic?.drawFiles();
  if (drawing === undefined) throw new Error("Fashion-MNIST has no synthetic version.");
  let next = drawing.next();
  while (!next.done) next = drawing.next();
  return next.value;
}
