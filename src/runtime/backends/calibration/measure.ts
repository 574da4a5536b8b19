import * as tf from "@tensorflow/tfjs";
import { errorMessage } from "../../../protocol/error-message.ts";
import { now } from "../../platform/captured.ts";
import type { Trial } from "./trial.ts";
import type { Finding } from "./verdict.ts";
import { OutOfPatience, Stopped, waitFor } from "./wait.ts";

/** As long as `fit` trains before it waits for the GPU and lets messages through. */
const BURST_MS = 40;
const BURSTS = 3;
/** One step must not keep a wish to stop waiting for longer. */
const LONGEST_STEP_MS = 100;
/** The first steps are slow everywhere: code is compiled, memory laid out. */
const ATTEMPTS = 4;
/** A processor answers with the step itself; this is for whatever nobody thought of. */
const PROCESSOR_PATIENCE_MS = 10_000;
/** Nobody has to measure again what is that many times quicker or slower than the other. */
const CLEARLY = 2;
/** Samples grow by this factor from step to step, as long as the next step cannot become too long. */
const GROWTH = 4;
/** What the slowest processor does: multiplications a millisecond. A step needs three for each on the way forward. */
const SLOWEST = 2e5 / 3;

/**
 * Measures steps on the processor. Begins with one sample, since nobody can interrupt a step; where a whole batch
 * would take too long, its time is reckoned from the largest part of it that did not.
 *
 * @param multiplications of one sample on its way through the model
 * @throws Stopped when the student wishes to stop
 */
export function measureProcessor(
  trial: Trial,
  batchSize: number,
  multiplications: number,
  signal: AbortSignal,
): Promise<Finding> {
  return finding(async () => {
    let samples = 1;
    let ms = await time(samples);
    // A step on more samples costs at most as much more as they are, and at most their arithmetic.
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
    return timeBursts(trial, batchSize, PROCESSOR_PATIENCE_MS, signal, () => false);
  });

  function time(samples: number): Promise<number> {
    return timeBurst(trial, samples, 0, PROCESSOR_PATIENCE_MS, signal);
  }
}

/**
 * Measures steps on a GPU: first one that is not counted, in which its programs are compiled, then as `fit` does
 * them, many at once.
 *
 * @param processorMs what a step takes on the processor; once the GPU is clearly quicker or slower, that is enough
 * @param patience how long it may take for one burst, in ms
 * @throws Stopped when the student wishes to stop
 */
export function measureGpu(
  trial: Trial,
  batchSize: number,
  processorMs: number,
  patience: number,
  signal: AbortSignal,
): Promise<Finding> {
  const isClear = (ms: number): boolean => ms > processorMs * CLEARLY || ms * CLEARLY < processorMs;
  return finding(async () => {
    await timeBurst(trial, batchSize, 0, patience, signal);
    return timeBursts(trial, batchSize, patience, signal, isClear);
  });
}

/** The median of a few bursts, in ms a step; the first one's where that is clear enough. */
async function timeBursts(
  trial: Trial,
  samples: number,
  patience: number,
  signal: AbortSignal,
  isClear: (ms: number) => boolean,
): Promise<number> {
  const first = await timeBurst(trial, samples, BURST_MS, patience, signal);
  if (isClear(first)) return first;
  const times = [first];
  while (times.length < BURSTS) times.push(await timeBurst(trial, samples, BURST_MS, patience, signal));
  return times.toSorted((a, b) => a - b)[Math.floor(BURSTS / 2)] ?? Number.NaN;
}

/** Milliseconds a step, until the backend has really done it. */
async function timeBurst(
  trial: Trial,
  samples: number,
  milliseconds: number,
  patience: number,
  signal: AbortSignal,
): Promise<number> {
  const begun = now();
  const { steps, loss } = trial.burst(samples, milliseconds);
  await waitFor(loss.data(), patience, signal);
  const ms = (now() - begun) / steps;
  // Lets a wish to stop, and everything else, through.
  await tf.nextFrame();
  if (signal.aborted) throw new Stopped();
  return ms;
}

async function finding(measure: () => Promise<number>): Promise<Finding> {
  try {
    return { type: "measured", ms: await measure() };
  } catch (error) {
    if (error instanceof Stopped) throw error;
    if (error instanceof OutOfPatience) return { type: "unfinished", afterMs: error.ms };
    return { type: "failed", why: errorMessage(error) };
  }
}
