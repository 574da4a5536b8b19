import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-webgpu";
import type { BackendRequest } from "../../protocol/backend.ts";
import { BACKEND_LABELS, type BackendName } from "../../protocol/backend.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { KernelBinaries } from "../kernels/engine.ts";
import { startKernels } from "../kernels/register.ts";
import { hasSimd } from "./wasm-backend.ts";

/** The backend that runs, and the sentence that tells a reader why it is this one. */
export interface StartedBackend {
  readonly name: BackendName;
  readonly reason: string;
}

/** In the order of `auto`: the quickest first, as far as one can tell beforehand. */
const ORDER: readonly BackendName[] = ["webgpu", "webgl", "wasm", "cpu"];

/**
 * Starts TensorFlow.js on the asked-for backend, or with `auto` on the first that suits: WebGPU and WebGL on
 * hardware, else WASM, else plain JavaScript. A backend asked for by name runs on a software renderer too.
 *
 * @param kernels the project's own training kernels; without them TensorFlow.js's serve, more slowly
 * @throws Error naming the backend and what it lacks, when one asked for by name cannot start
 */
export async function startBackend(
  request: BackendRequest,
  kernels?: KernelBinaries,
): Promise<StartedBackend> {
  const started = await choose(request);
  if (started.name === "wasm" && kernels !== undefined) await startKernels(kernels);
  return started;
}

async function choose(request: BackendRequest): Promise<StartedBackend> {
  if (request === "auto") return firstSuitable();
  const unfit = await obstacle(request);
  if (unfit !== undefined && !unfit.runs)
    throw new Error(`The backend "${request}" cannot run here: ${unfit.why}.`);
  await start(request);
  return {
    name: request,
    reason:
      unfit === undefined ? "Asked for in the address." : `Asked for in the address, though ${unfit.why}.`,
  };
}

/** Why a backend is not chosen by `auto`; `runs` where it would work, only slowly. */
interface Obstacle {
  readonly why: string;
  readonly runs: boolean;
}

async function firstSuitable(): Promise<StartedBackend> {
  const passedOver: string[] = [];
  for (const name of ORDER) {
    const unfit = (await obstacle(name)) ?? (await failureToStart(name));
    if (unfit === undefined) return { name, reason: reasonFor(name, passedOver) };
    passedOver.push(`${BACKEND_LABELS[name]}: ${unfit.why}`);
  }
  throw new Error(`No backend of TensorFlow.js runs here. ${passedOver.join("; ")}.`);
}

function reasonFor(name: BackendName, passedOver: readonly string[]): string {
  const chosen = name === "webgpu" || name === "webgl" ? "This machine has a GPU" : "The quickest here";
  return passedOver.length === 0 ? `${chosen}.` : `${chosen}. ${passedOver.join("; ")}.`;
}

async function failureToStart(name: BackendName): Promise<Obstacle | undefined> {
  try {
    await start(name);
    return undefined;
  } catch (error) {
    return { why: errorMessage(error), runs: false };
  }
}

async function start(name: BackendName): Promise<void> {
  const started = await tf.setBackend(name);
  if (!started) throw new Error(`The backend "${name}" of TensorFlow.js did not start.`);
  await tf.ready();
}

function obstacle(name: BackendName): Promise<Obstacle | undefined> | Obstacle | undefined {
  switch (name) {
    case "webgpu":
      return webgpuObstacle();
    case "webgl":
      return webglObstacle();
    case "wasm":
      return hasSimd() ? undefined : { why: "this browser lacks WebAssembly with SIMD", runs: false };
    case "cpu":
      return undefined;
  }
}

/** What is read of WebGPU; TypeScript's own library for workers does not describe it. */
interface Gpu {
  requestAdapter(options: { powerPreference: "high-performance" }): Promise<GpuAdapter | null>;
}
interface GpuAdapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
}

function gpu(): Gpu | undefined {
  if (typeof navigator === "undefined" || !("gpu" in navigator)) return undefined;
  return (navigator as { gpu?: Gpu }).gpu;
}

async function webgpuObstacle(): Promise<Obstacle | undefined> {
  const adapter = await gpu()?.requestAdapter({ powerPreference: "high-performance" });
  if (adapter == null) return { why: "this browser offers none here", runs: false };
  const { info } = adapter;
  const words = [info?.vendor, info?.architecture, info?.device, info?.description].filter(Boolean).join(" ");
  const fallback = info?.isFallbackAdapter === true || adapter.isFallbackAdapter === true;
  return fallback || isSoftware(words) ? { why: software(words), runs: true } : undefined;
}

function webglObstacle(): Obstacle | undefined {
  if (typeof OffscreenCanvas === "undefined")
    return { why: "this browser has no off-screen canvas", runs: false };
  const context = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (context === null) return { why: "this browser offers none here", runs: false };
  const details = context.getExtension("WEBGL_debug_renderer_info");
  const name = details === null ? context.RENDERER : details.UNMASKED_RENDERER_WEBGL;
  const renderer = String(context.getParameter(name));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return isSoftware(renderer) ? { why: software(renderer), runs: true } : undefined;
}

function software(name: string): string {
  return `a software renderer${name === "" ? "" : ` (${name})`}, slow for training`;
}

/** Whether the name of a renderer is that of one which computes on the processor. */
export function isSoftware(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render|\bwarp\b|mesa offscreen/i.test(
    renderer,
  );
}
