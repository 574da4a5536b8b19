import * as tf from "@tensorflow/tfjs";
import type { Command } from "../../protocol/command.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import { MAXIMUM_WEIGHT_BYTES, MODEL_PART_LENGTH, type WeightSpec } from "../../protocol/saved-model.ts";
import { toBase64, toJson } from "../platform/captured.ts";
import { decode } from "../training/checkpoint.ts";
import { weightsRestored } from "../training/epoch-weights.ts";

export type ModelCommand = Extract<Command, { type: "list-models" | "read-model" | "load-model" }>;

/** Hands the models in the cells' variables to the page, which saves them, and gives them saved weights again. */
export class ModelTransfer {
  readonly #variables: () => readonly (readonly [name: string, value: unknown])[];
  readonly #send: (event: RuntimeEvent) => void;
  /** The model that the page is reading, packed. */
  #packed = { variable: "", text: "" };

  constructor(
    variables: () => readonly (readonly [name: string, value: unknown])[],
    send: (event: RuntimeEvent) => void,
  ) {
    this.#variables = variables;
    this.#send = send;
  }

  async handle(command: ModelCommand): Promise<void> {
    try {
      await this.#answer(command);
    } catch (error) {
      const variable = "variable" in command ? command.variable : "";
      this.#send({ type: "model-failed", variable, message: errorMessage(error) });
    }
  }

  async #answer(command: ModelCommand): Promise<void> {
    switch (command.type) {
      case "list-models":
        this.#send({
          type: "models",
          models: this.#models().map(([variable, model]) => ({ variable, bytes: bytesOf(model) })),
        });
        return;
      case "read-model":
        await this.#read(command.variable, command.part);
        return;
      case "load-model":
        load(this.#find(command.variable), command.weightSpecs, command.weights);
        this.#send({ type: "model-loaded", variable: command.variable });
        return;
    }
  }

  /** All parts are of the weights at the time of the first. */
  async #read(variable: string, part: number): Promise<void> {
    if (part === 0) this.#packed = { variable, text: await pack(this.#find(variable)) };
    const { text } = this.#packed;
    if (this.#packed.variable !== variable) throw new Error("Another model was read meanwhile. Try again.");
    this.#send({
      type: "model-part",
      variable,
      part,
      parts: Math.ceil(text.length / MODEL_PART_LENGTH),
      text: text.slice(part * MODEL_PART_LENGTH, (part + 1) * MODEL_PART_LENGTH),
    });
  }

  #models(): readonly (readonly [string, tf.LayersModel])[] {
    return this.#variables().flatMap(([name, value]): [string, tf.LayersModel][] =>
      value instanceof tf.LayersModel && !isDisposed(value) ? [[name, value]] : [],
    );
  }

  #find(variable: string): tf.LayersModel {
    const found = this.#models().find(([name]) => name === variable);
    if (found !== undefined) return found[1];
    throw new Error(
      `There is no model in the variable ${variable} yet. Run the cell that builds it, and try again.`,
    );
  }
}

function isDisposed(model: tf.LayersModel): boolean {
  try {
    return model.weights.some((weight) => weight.read().isDisposed);
  } catch {
    return true;
  }
}

/** Of the weights. */
function bytesOf(model: tf.LayersModel): number {
  return 4 * model.countParams();
}

/** The model as JSON in TensorFlow.js's format, with the weights as base64. */
async function pack(model: tf.LayersModel): Promise<string> {
  if (bytesOf(model) > MAXIMUM_WEIGHT_BYTES) {
    throw new Error(
      `The model is too large to be saved: its weights have more than ${MAXIMUM_WEIGHT_BYTES / 1e6} MB.`,
    );
  }
  const saved: tf.io.ModelArtifacts[] = [];
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved.push(artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
    }),
  );
  const { weightData, ...rest } = saved[0] ?? {};
  const bytes = weightData === undefined ? new ArrayBuffer(0) : tf.io.CompositeArrayBuffer.join(weightData);
  return toJson({ ...rest, weightData: toBase64(new Uint8Array(bytes)) });
}

/** @throws Error that says which weight does not fit, before any is changed. */
function load(model: tf.LayersModel, specs: readonly WeightSpec[], data: ArrayBuffer): void {
  const { weights } = model;
  if (weights.length !== specs.length) {
    throw new Error(
      `The saved weights are ${specs.length}, and the model here has ${weights.length}: it is built differently.`,
    );
  }
  for (const [index, { name, shape }] of specs.entries()) {
    const own = weights[index]?.shape ?? [];
    if (String(own) !== String(shape)) {
      throw new Error(
        `The saved weight ${name} has the shape [${shape}], and the model here [${own}]: it is built differently.`,
      );
    }
  }
  // By position and not by name: the names of layers depend on how many others were made before.
  const tensors = decode(specs, data);
  try {
    model.setWeights(tensors);
  } finally {
    tf.dispose(tensors);
  }
  weightsRestored(model);
}
