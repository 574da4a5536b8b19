import type { Site } from "../benchmark.ts";
import { type Measurement, processor } from "../measurement.ts";
import type { Contender } from "./contender.ts";
import { type Engine, openLectern } from "./lectern.ts";
import { LECTURE_SIZE, lectureTraining } from "./networks.ts";
import { PEERS, whyNotMeasured } from "./peers.ts";
import { startPyTorch } from "./pytorch.ts";
import { type Distance, type Result, race } from "./race.ts";

const DISTANCE: Distance = { rounds: 7, turnMs: 1500 };
/** Of a training set of 30 000 images, in batches of 32. */
const STEPS_PER_EPOCH = 938;

const SOFTWARE_WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const SOFTWARE_WEBGPU = [...SOFTWARE_WEBGL, "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];
/** As on processors and in browsers without fused multiply-add. */
const WITHOUT_FMA = ["--disable-gpu", "--js-flags=--no-enable-fma3"];

const ENGINES: readonly Engine[] = [
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

/** The time per step of the lecture's training with every available engine, interleaved in one run. */
export async function measureEngines(site: Site): Promise<readonly Measurement[]> {
  const contenders: Contender[] = [];
  const missing: Measurement[] = [];
  try {
    for (const threads of ["one", "all"] as const) {
      const torch = startPyTorch(threads);
      if (torch !== undefined) contenders.push(torch);
    }
    if (contenders.length === 0)
      missing.push({ name: "PyTorch", value: "not measured: no python3 on this machine has it" });
    const others = ENGINES.map((engine) => ({ name: engine.name, open: () => openLectern(site, engine) }));
    for (const { name, open } of [...others, ...PEERS]) {
      try {
        contenders.push(await open());
      } catch (error) {
        missing.push({ name, value: whyNotMeasured(error, name) });
      }
    }
    const results = await race(contenders, lectureTraining(LECTURE_SIZE), DISTANCE);
    return [processor(), ...results.map((result) => describe(result, results)), ...missing];
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()));
  }
}

function describe({ name, ms, rounds }: Result, results: readonly Result[]): Measurement {
  const torch = results.find((result) => result.name.startsWith("PyTorch"));
  const ratio = torch === undefined ? "" : `, ${(torch.ms / ms).toFixed(2)} × PyTorch`;
  const range = `${Math.min(...rounds).toFixed(2)} to ${Math.max(...rounds).toFixed(2)}`;
  const epoch = ((ms * STEPS_PER_EPOCH) / 1000).toFixed(2);
  return { name, value: `${ms.toFixed(2)} ms per step (${range}), ${epoch} s per epoch${ratio}` };
}
