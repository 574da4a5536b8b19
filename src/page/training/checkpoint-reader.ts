import type { CheckpointParts } from "../../protocol/checkpoint.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import { MAXIMUM_MODEL_PARTS } from "../../protocol/saved-model.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import { parseCheckpoint } from "./saved-checkpoint.ts";

interface Reading {
  readonly training: string;
  readonly done: (checkpoint: CheckpointParts | null) => void;
  text: string;
  part: number;
}

/** Asks the runtime for checkpoints, one after the other. */
export class CheckpointReader {
  readonly #host: RuntimeHost;
  #reading: Reading | null = null;

  constructor(host: RuntimeHost) {
    this.#host = host;
    host.onEvent((event) => this.#receive(event));
    host.onRuntimeEnd(() => this.#end(null));
  }

  get isReading(): boolean {
    return this.#reading !== null;
  }

  /** Resolves to the training's last whole epoch; null if the runtime has none, or has ended. */
  read(training: string): Promise<CheckpointParts | null> {
    return new Promise((done) => {
      this.#reading = { training, done, text: "", part: 0 };
      this.#host.send({ type: "read-checkpoint", training, part: 0 });
    });
  }

  #receive(event: RuntimeEvent): void {
    const reading = this.#reading;
    if (reading === null || !("training" in event) || event.training !== reading.training) return;
    if (event.type === "checkpoint-failed") this.#end(null);
    else if (event.part === reading.part) this.#add(reading, event);
  }

  #add(reading: Reading, event: Extract<RuntimeEvent, { type: "checkpoint-part" }>): void {
    reading.text += event.text;
    reading.part += 1;
    if (reading.part >= Math.min(event.parts, MAXIMUM_MODEL_PARTS)) this.#end(parseCheckpoint(reading.text));
    else this.#host.send({ type: "read-checkpoint", training: reading.training, part: reading.part });
  }

  #end(checkpoint: CheckpointParts | null): void {
    const reading = this.#reading;
    this.#reading = null;
    reading?.done(checkpoint);
  }
}
