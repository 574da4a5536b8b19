import { errorMessage } from "../../protocol/error-message.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import { MODEL_PART_LENGTH } from "../../protocol/saved-model.ts";
import { toJson } from "../platform/captured.ts";
import { type HeldCheckpoint, packCheckpoint } from "./checkpoint.ts";

/** Only the last trainings' checkpoints are held: each may be large. */
const MAXIMUM_HELD = 2;

const held = new Map<string, HeldCheckpoint>();
/** The checkpoint that the page is reading, packed. */
let packed = { training: "", text: "" };

/** Holds the last epoch of a training until the page has read it; null for one that cannot be saved. */
export function holdCheckpoint(training: string, checkpoint: HeldCheckpoint | null): void {
  held.delete(training);
  if (checkpoint !== null) held.set(training, checkpoint);
  for (const earlier of [...held.keys()].slice(0, -MAXIMUM_HELD)) held.delete(earlier);
}

/** A part of a training's checkpoint for the page. All parts are of the checkpoint at the time of the first. */
export function readCheckpoint(training: string, part: number): RuntimeEvent {
  try {
    if (part === 0) packed = { training, text: pack(training) };
    if (packed.training !== training) throw new Error("Another training was read meanwhile.");
    const { text } = packed;
    return {
      type: "checkpoint-part",
      training,
      part,
      parts: Math.ceil(text.length / MODEL_PART_LENGTH),
      text: text.slice(part * MODEL_PART_LENGTH, (part + 1) * MODEL_PART_LENGTH),
    };
  } catch (error) {
    return { type: "checkpoint-failed", training, message: errorMessage(error) };
  }
}

function pack(training: string): string {
  const checkpoint = held.get(training);
  if (checkpoint === undefined) throw new Error("The training is over, and its weights were not held.");
  return toJson(packCheckpoint(checkpoint));
}
