import type { Bench } from "../bench.ts";
import type { Measurement } from "../measurement.ts";
import type { Contender } from "./contender.ts";
import { openLectern, type Way } from "./lectern.ts";
import { startPyTorch } from "./pytorch.ts";
import { type Result, race } from "./race.ts";
import { LECTURE_SIZE, lectureTraining } from "./training.ts";

const ROUNDS = 7;
/** Of a training set of 30 000 images, in batches of 32. */
const STEPS_PER_EPOCH = 938;

const SOFTWARE_WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const SOFTWARE_WEBGPU = [...SOFTWARE_WEBGL, "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];
/** As on a processor, or in a browser, that does not multiply and add in one instruction. */
const WITHOUT_FMA = ["--disable-gpu", "--js-flags=--no-enable-fma3"];

const WAYS: readonly Way[] = [
  { name: "fit, WASM, compiled step", backend: "wasm", compiled: true, flags: [] },
  {
    name: "fit, WASM, compiled step, without multiply–add",
    backend: "wasm",
    compiled: true,
    flags: WITHOUT_FMA,
  },
  { name: "fit, WASM, the project's kernels", backend: "wasm", compiled: false, flags: [] },
  { name: "fit, CPU backend", backend: "cpu", compiled: false, flags: [] },
  { name: "fit, WebGL, software renderer", backend: "webgl", compiled: false, flags: SOFTWARE_WEBGL },
  { name: "fit, WebGPU, software renderer", backend: "webgpu", compiled: false, flags: SOFTWARE_WEBGPU },
];

/** A step of the lecture's training by every engine that is here, interleaved in one run. */
export async function measureEngines(bench: Bench): Promise<readonly Measurement[]> {
  const contenders: Contender[] = [];
  const missing: Measurement[] = [];
  try {
    const torch = startPyTorch();
    if (torch === undefined) missing.push({ name: "PyTorch", value: "not measured: no python3 here has it" });
    else contenders.push(torch);
    for (const way of WAYS) {
      try {
        contenders.push(await openLectern(bench, way));
      } catch (error) {
        missing.push({ name: way.name, value: `not measured: ${String(error).split("\n")[0]}` });
      }
    }
    const results = await race(contenders, lectureTraining(LECTURE_SIZE), ROUNDS);
    return [...results.map((result) => describe(result, results)), ...missing];
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()));
  }
}

function describe({ name, ms, rounds }: Result, results: readonly Result[]): Measurement {
  const torch = results.find((result) => result.name.startsWith("PyTorch"));
  const ratio = torch === undefined ? "" : `, ${(torch.ms / ms).toFixed(2)} × PyTorch`;
  const range = `${Math.min(...rounds).toFixed(2)} to ${Math.max(...rounds).toFixed(2)}`;
  const epoch = ((ms * STEPS_PER_EPOCH) / 1000).toFixed(2);
  return { name, value: `${ms.toFixed(2)} ms a step (${range}), ${epoch} s an epoch${ratio}` };
}
