import * as v from "valibot";
import type { RuntimeEvent } from "../../protocol/event.ts";
import { MAXIMUM_MODEL_PARTS, ModelArtifacts } from "../../protocol/saved-model.ts";
import { words } from "../../words/words.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import type { SavedModel } from "./work-file.ts";

/** How long the runtime has to answer, in ms: it cannot while a cell computes without a pause. */
const TIMEOUT_MS = 20_000;

type Question = Parameters<RuntimeHost["send"]>[0];

/** A model in a variable of the cells. */
export interface ModelInfo {
  readonly variable: string;
  /** Of its weights. */
  readonly bytes: number;
}

/** The models in the runtime; none while there is no runtime. */
export async function listModels(host: RuntimeHost): Promise<readonly ModelInfo[]> {
  if (host.status.value !== "ready") return [];
  return ask(host, { type: "list-models" }, (event) => (event.type === "models" ? event.models : undefined));
}

/** @throws Error with a message for the reader. What the runtime sends is parsed like a file. */
export async function readModel(host: RuntimeHost, variable: string): Promise<SavedModel> {
  let json = "";
  for (let part = 0; ; part += 1) {
    const answer = await ask(host, { type: "read-model", variable, part }, (event) =>
      event.type === "model-part" && event.variable === variable && event.part === part ? event : undefined,
    );
    json += answer.text;
    if (part + 1 >= Math.min(answer.parts, MAXIMUM_MODEL_PARTS)) break;
  }
  const artifacts = v.safeParse(ModelArtifacts, parseJson(json));
  if (!artifacts.success) throw new Error(words.work.modelNotSaved(variable));
  return { variable, artifacts: artifacts.output };
}

/** Gives the model of the same variable the saved weights. @throws Error with a message for the reader. */
export async function loadModel(host: RuntimeHost, { variable, artifacts }: SavedModel): Promise<void> {
  if (host.status.value !== "ready") {
    throw new Error(words.work.noModel(variable));
  }
  const { weightSpecs, weightData } = artifacts;
  const weights = Uint8Array.from(atob(weightData), (letter) => letter.charCodeAt(0)).buffer;
  await ask(host, { type: "load-model", variable, weightSpecs, weights }, (event) =>
    event.type === "model-loaded" && event.variable === variable ? event : undefined,
  );
}

/** Resolves to what the runtime answers. */
function ask<Answer>(
  host: RuntimeHost,
  question: Question,
  answerIn: (event: RuntimeEvent) => Answer | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      act();
    };
    const fail = (message: string) => settle(() => reject(new Error(message)));
    const timer = setTimeout(() => fail(words.work.noAnswer), TIMEOUT_MS);
    const stops = [
      host.onEvent((event) => {
        const answer = answerIn(event);
        if (answer !== undefined) settle(() => resolve(answer));
        else if (event.type === "model-failed") fail(event.message);
      }),
      host.onRuntimeEnd(() => fail(words.work.modelsGone)),
    ];
    host.send(question);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
