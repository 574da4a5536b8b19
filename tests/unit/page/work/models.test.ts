import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { listModels, loadModel, readModel } from "../../../../src/page/work/models.ts";
import { ModelArtifacts } from "../../../../src/protocol/saved-model.ts";
import { ScriptedHost } from "../notebook/scripted-host.ts";

const ARTIFACTS = {
  format: "layers-model",
  generatedBy: "TensorFlow.js",
  modelTopology: { class_name: "Sequential" },
  weightSpecs: [{ name: "w", shape: [2], dtype: "float32" }],
  weightData: btoa("12345678"),
} as const;

async function start(): Promise<ScriptedHost> {
  const host = new ScriptedHost();
  await host.start();
  return host;
}

/** Answers each question about a part with the next of these. */
function answering(host: ScriptedHost, texts: readonly string[]): void {
  const { send } = host;
  host.send = (command) => {
    send.call(host, command);
    if (command.type !== "read-model") return;
    const { variable, part } = command;
    queueMicrotask(() =>
      host.emit({ type: "model-part", variable, part, parts: texts.length, text: texts[part] ?? "" }),
    );
  };
}

describe("the models of the runtime", () => {
  it("are none while there is no runtime", async () => {
    expect(await listModels(new ScriptedHost())).toEqual([]);
  });

  it("are read part by part", async () => {
    const host = await start();
    const text = JSON.stringify(ARTIFACTS);
    answering(host, [text.slice(0, 50), text.slice(50, 90), text.slice(90)]);
    expect(await readModel(host, "model")).toEqual({ variable: "model", artifacts: ARTIFACTS });
  });

  it.each([
    ["no JSON", "{"],
    ["no model", "null"],
    ["fewer weights than it says", JSON.stringify({ ...ARTIFACTS, weightData: btoa("1") })],
    ["more weights than may be", JSON.stringify({ ...ARTIFACTS, weightSpecs: Array(3000).fill({}) })],
  ])("are refused if what comes is %s", async (_, text) => {
    const host = await start();
    answering(host, [text]);
    await expect(readModel(host, "model")).rejects.toThrow("The model in model cannot be saved");
  });

  it("say why they cannot be read, and end with the runtime", async () => {
    const host = await start();
    const reading = readModel(host, "model");
    host.emit({ type: "model-failed", variable: "model", message: "There is none." });
    await expect(reading).rejects.toThrow("There is none.");
    const another = readModel(host, "model");
    host.end({ type: "restarted" });
    await expect(another).rejects.toThrow("The runtime has ended");
  });

  it("need a runtime to get weights", async () => {
    await expect(
      loadModel(new ScriptedHost(), { variable: "model", artifacts: v.parse(ModelArtifacts, ARTIFACTS) }),
    ).rejects.toThrow("Run the cell that builds it");
  });
});
