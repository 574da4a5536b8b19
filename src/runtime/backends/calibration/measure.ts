import * as tf from "@tensorflow/tfjs";
import { errorMessage } from "../../../protocol/error-message.ts";
import { now } from "../../platform/captured.ts";
import type { Benchmark } from "./benchmark.ts";
import type { Measurement } from "./decision.ts";
import { Stopped, TimedOut, waitFor } from "./wait.ts";

/** As long as `fit` trains before it waits for the GPU and yields. */
const BURST_MS = 40;
const BURSTS = 3;
/** A step cannot be interrupted, so a longer one would delay a stop request. */
const LONGEST_STEP_MS = 100;
/** The first steps are slow on any backend: code is compiled, memory allocated. */
const ATTEMPTS = 4;
/** A processor's step is synchronous; this limit is only a safeguard. */
const PROCESSOR_TIMEOUT_MS = 10_000;
/** A backend this many times faster or slower than the other needs no second burst. */
const CLEARLY = 2;
/** The number of samples grows by this factor from step to step. */
const GROWTH = 4;
/** Multiplications per millisecond on the slowest processor. A step needs three for each of the forward pass. */
const SLOWEST = 2e5 / 3;

/**
 * Measures steps on the processor, from one sample upwards because a step cannot be interrupted. If a whole batch
 * would take too long, its duration is extrapolated from the largest part of it that did not.
 *
 * @param multiplications of one sample's forward pass
 * @throws {Stopped} when the reader asks to stop
 */
export function measureProcessor(
  benchmark: Benchmark,
  batchSize: number,
  multiplications: number,
  signal: AbortSignal,
): Promise<Measurement> {
  const time = (samples: number): Promise<number> =>
    timeBurst(benchmark, samples, 0, PROCESSOR_TIMEOUT_MS, signal);
  return measurement(async () => {
    let samples = 1;
    let ms = await time(samples);
    // At most proportional to the number of samples, and at most the arithmetic of the additional ones.
    const atMost = (more: number): number =>
      Math.min((ms * more) / samples, ms + ((more - samples) * multiplications) / SLOWEST);
    for (let attempt = 1; samples < batchSize && attempt < ATTEMPTS; attempt += 1) {
      const next = Math.min(batchSize, samples * GROWTH);
      if (atMost(next) > LONGEST_STEP_MS) {
        ms = Math.min(ms, await time(samples));
      } else {
        [ms, samples, attempt] = [await time(next), next, 0];
      }
    }
    if (samples < batchSize) return atMost(batchSize);
    return timeBursts(benchmark, batchSize, PROCESSOR_TIMEOUT_MS, signal, () => false);
  });
}

/**
 * Measures steps on a GPU in bursts, as `fit` runs them, after a warm-up step in which its programs are compiled.
 *
 * @param processorMs duration of a step on the processor; the measurement ends once the GPU is clearly faster or slower
 * @param timeout for one burst, in ms
 * @throws {Stopped} when the reader asks to stop
 */
export function measureGpu(
  benchmark: Benchmark,
  batchSize: number,
  processorMs: number,
  timeout: number,
  signal: AbortSignal,
): Promise<Measurement> {
  const isClear = (ms: number): boolean => ms > processorMs * CLEARLY || ms * CLEARLY < processorMs;
  return measurement(async () => {
    await timeBurst(benchmark, batchSize, 0, timeout, signal);
    return timeBursts(benchmark, batchSize, timeout, signal, isClear);
  });
}

/** The median of a few bursts, in ms per step; the first one's if that is clear enough. */
async function timeBursts(
  benchmark: Benchmark,
  samples: number,
  timeout: number,
  signal: AbortSignal,
  isClear: (ms: number) => boolean,
): Promise<number> {
  const first = await timeBurst(benchmark, samples, BURST_MS, timeout, signal);
  if (isClear(first)) return first;
  const times = [first];
  while (times.length < BURSTS) times.push(await timeBurst(benchmark, samples, BURST_MS, timeout, signal));
  return times.toSorted((a, b) => a - b)[Math.floor(BURSTS / 2)] ?? Number.NaN;
}

/** Milliseconds per step, including the wait until the backend has finished. */
async function timeBurst(
  benchmark: Benchmark,
  samples: number,
  milliseconds: number,
  timeout: number,
  signal: AbortSignal,
): Promise<number> {
  const begun = now();
  const { steps, loss } = benchmark.burst(samples, milliseconds);
  await waitFor(loss.data(), timeout, signal);
  const ms = (now() - begun) / steps;
  // Lets a stop request and all other messages through.
  await tf.nextFrame();
  if (signal.aborted) throw new Stopped();
  return ms;
}

async function measurement(measure: () => Promise<number>): Promise<Measurement> {
  try {
    return { type: "measured", ms: await measure() };
  } catch (error) {
    if (error instanceof Stopped) throw error;
    if (error instanceof TimedOut) return { type: "timed-out", afterMs: error.ms };
    return { type: "failed", why: errorMessage(error) };
  }
}
