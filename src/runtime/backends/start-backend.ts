import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-webgpu";
import { assertNever } from "../../protocol/assert-never.ts";
import type { BackendRequest } from "../../protocol/backend.ts";
import { BACKEND_LABELS, type BackendName } from "../../protocol/backend.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { KernelBinaries } from "../kernels/engine.ts";
import { startKernels } from "../kernels/register.ts";
import { hasSimd } from "./wasm-backend.ts";

/** The backend that was started, and the reason as a sentence for the reader. */
export interface StartedBackend {
  readonly name: BackendName;
  readonly reason: string;
}

/** The order of `auto`: usually the fastest first. */
const ORDER: readonly BackendName[] = ["webgpu", "webgl", "wasm", "cpu"];

/**
 * Starts TensorFlow.js on the requested backend, or with `auto` on the first suitable one: WebGPU or WebGL on a GPU,
 * else WASM, else plain JavaScript. A backend requested by name may also run on a software renderer.
 *
 * @param kernels the runtime's own training kernels; without them TensorFlow.js uses its slower ones
 * @throws {Error} naming the backend and what it lacks, if one requested by name cannot start
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
  const obstacle = await obstacleTo(request);
  if (obstacle !== undefined && !obstacle.runs)
    throw new Error(`The backend "${request}" cannot run here: ${obstacle.why}.`);
  await start(request);
  return {
    name: request,
    reason:
      obstacle === undefined
        ? "Asked for in the address."
        : `Asked for in the address, though ${obstacle.why}.`,
  };
}

/** Why `auto` does not choose a backend. `runs`: it would work, but slowly. */
interface Obstacle {
  readonly why: string;
  readonly runs: boolean;
}

async function firstSuitable(): Promise<StartedBackend> {
  const skipped: string[] = [];
  for (const name of ORDER) {
    const obstacle = (await obstacleTo(name)) ?? (await failureToStart(name));
    if (obstacle === undefined) return { name, reason: reasonFor(name, skipped) };
    skipped.push(`${BACKEND_LABELS[name]}: ${obstacle.why}`);
  }
  throw new Error(`No backend of TensorFlow.js runs here. ${skipped.join("; ")}.`);
}

function reasonFor(name: BackendName, skipped: readonly string[]): string {
  const chosen = name === "webgpu" || name === "webgl" ? "This machine has a GPU" : "The fastest here";
  return skipped.length === 0 ? `${chosen}.` : `${chosen}. ${skipped.join("; ")}.`;
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

function obstacleTo(name: BackendName): Promise<Obstacle | undefined> | Obstacle | undefined {
  switch (name) {
    case "webgpu":
      return webgpuObstacle();
    case "webgl":
      return webglObstacle();
    case "wasm":
      return hasSimd() ? undefined : { why: "this browser lacks WebAssembly with SIMD", runs: false };
    case "cpu":
      return undefined;
    default:
      return assertNever(name);
  }
}

/** The part of WebGPU used here; TypeScript's WebWorker library does not declare it. */
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
  if (adapter == null) return { why: "not available in this browser", runs: false };
  const { info } = adapter;
  const description = [info?.vendor, info?.architecture, info?.device, info?.description]
    .filter(Boolean)
    .join(" ");
  const fallback = info?.isFallbackAdapter === true || adapter.isFallbackAdapter === true;
  return fallback || isSoftware(description) ? { why: software(description), runs: true } : undefined;
}

function webglObstacle(): Obstacle | undefined {
  if (typeof OffscreenCanvas === "undefined")
    return { why: "this browser has no off-screen canvas", runs: false };
  const context = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (context === null) return { why: "not available in this browser", runs: false };
  const details = context.getExtension("WEBGL_debug_renderer_info");
  const name = details === null ? context.RENDERER : details.UNMASKED_RENDERER_WEBGL;
  const renderer = String(context.getParameter(name));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return isSoftware(renderer) ? { why: software(renderer), runs: true } : undefined;
}

function software(name: string): string {
  return `a software renderer${name === "" ? "" : ` (${name})`}, slow for training`;
}

/** Whether a renderer with this name computes on the processor. */
export function isSoftware(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render|\bwarp\b|mesa offscreen/i.test(
    renderer,
  );
}
