import { clearFloats, floatsAt } from "../../kernels/memory.ts";
import { roundUpToVector } from "../../kernels/views.ts";
import { writable } from "../../kernels/writable.ts";
import type { NormalizationPlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";
import { parameterOf } from "./weights.ts";

/**
 * Batch normalization (Ioffe and Szegedy, 2015, https://arxiv.org/abs/1502.03167): y = γ (x − μ) / √(σ² + ε) + β, with
 * the mean μ and variance σ² of each channel, in training those of the batch, else the moving averages.
 */
export function normalizationStage(context: StageContext, plan: NormalizationPlan, input: Values): Stage {
  const { engine, memory } = context;
  const { kernels } = engine;
  const { positions, channels: columns, gamma, beta } = plan;
  const output = context.allocateOutput(positions * columns);
  const statistics = batchStatistics(context, plan, input);
  const { mean, variance } = statistics;
  const factor = channelFactor(context, plan);
  const [gammaGradient, betaGradient] = [memory.allocate(columns), memory.allocate(columns)];
  const backward = backwardPass(context, plan);
  return {
    output,
    parameters: [...parameterOf(gamma, gammaGradient), ...parameterOf(beta, betaGradient)],
    forward(batch, training) {
      const rows = batch * positions;
      if (training) {
        statistics.measure(rows);
        statistics.updateMovingAverages();
      }
      const center = training ? mean : engine.address(plan.movingMean);
      factor.compute(training ? variance : engine.address(plan.movingVariance));
      kernels.normalizeColumns({
        matrix: input.address,
        center,
        factor: factor.address,
        offset: engine.address(beta.variable),
        output: output.address,
        rows,
        columns,
      });
    },
    backward(batch) {
      const rows = batch * positions;
      const betaSums = clearFloats(engine, betaGradient, roundUpToVector(columns));
      kernels.addBiasGradient(output.gradient, rows, columns, betaSums);
      const products = clearFloats(engine, gammaGradient, columns);
      const { address: matrix } = input;
      kernels.addColumnProducts({ matrix, center: mean, by: output.gradient, to: products, rows, columns });
      backward({ input, output, mean, variance, products, betaSums, rows });
    },
  };
}

/** γ / √(σ² + ε) of each channel. */
function channelFactor({ engine, memory }: StageContext, { channels, gamma, epsilon }: NormalizationPlan) {
  const address = memory.allocate(channels);
  const read = (values: number): Float32Array => floatsAt(engine, values, channels);
  return {
    address,
    compute(variance: number): void {
      const [factors, variances] = [read(address), read(variance)];
      const gammas = read(engine.address(gamma.variable));
      for (let i = 0; i < channels; i++)
        factors[i] = (gammas[i] ?? 0) / Math.sqrt((variances[i] ?? 0) + epsilon);
    },
  };
}

/** The mean and the variance of each channel of a batch, and their moving averages. */
function batchStatistics({ engine, memory }: StageContext, plan: NormalizationPlan, input: Values) {
  const { kernels } = engine;
  const { channels: columns, movingMean, movingVariance, momentum } = plan;
  const [mean, variance] = [memory.allocate(columns), memory.allocate(columns)];
  const read = (address: number): Float32Array => floatsAt(engine, address, columns);
  return {
    mean,
    variance,
    measure(rows: number): void {
      const sums = clearFloats(engine, mean, roundUpToVector(columns));
      kernels.addBiasGradient(input.address, rows, columns, sums);
      divide(read(mean), rows);
      const to = clearFloats(engine, variance, columns);
      kernels.addColumnProducts({ matrix: input.address, center: mean, by: null, to, rows, columns });
      divide(read(variance), rows);
    },
    updateMovingAverages(): void {
      moveTowards(read(writable(engine, movingMean)), read(mean), 1 - momentum);
      moveTowards(read(writable(engine, movingVariance)), read(variance), 1 - momentum);
    },
  };
}

interface BackwardPass {
  readonly input: Values;
  readonly output: Values;
  readonly mean: number;
  readonly variance: number;
  /** Σ (x − μ) dy per channel, which becomes the gradient of γ. */
  readonly products: number;
  /** Σ dy per channel, the gradient of β. */
  readonly betaSums: number;
  readonly rows: number;
}

/** dx = γ/σ · (dy − (Σ dy) / n − (x − μ) (Σ (x − μ) dy) / (n σ²)), and dγ = (Σ (x − μ) dy) / σ */
function backwardPass({ engine, memory }: StageContext, plan: NormalizationPlan) {
  const { channels: columns } = plan;
  const [ofGradient, ofInput] = [memory.allocate(columns), memory.allocate(columns)];
  const constant = memory.allocate(columns);
  const read = (address: number): Float32Array => floatsAt(engine, address, columns);

  function computeCoefficients({ variance, products, betaSums, rows }: BackwardPass): void {
    const gammas = read(engine.address(plan.gamma.variable));
    const [variances, sumsOfProducts, sums] = [read(variance), read(products), read(betaSums)];
    const [forGradient, forInput, rest] = [read(ofGradient), read(ofInput), read(constant)];
    for (let i = 0; i < columns; i++) {
      const inverse = 1 / Math.sqrt((variances[i] ?? 0) + plan.epsilon);
      const slope = (gammas[i] ?? 0) * inverse;
      const product = sumsOfProducts[i] ?? 0;
      forGradient[i] = slope;
      forInput[i] = (-slope * inverse * inverse * product) / rows;
      rest[i] = (-slope * (sums[i] ?? 0)) / rows;
      sumsOfProducts[i] = product * inverse;
    }
  }

  return (pass: BackwardPass): void => {
    const { input, output, mean, rows } = pass;
    computeCoefficients(pass);
    if (input.gradient === 0) return;
    engine.kernels.normalizationGradient({
      matrix: input.address,
      center: mean,
      outputGradient: output.gradient,
      ofGradient,
      ofInput,
      constant,
      inputGradient: input.gradient,
      rows,
      columns,
    });
  };
}

function divide(values: Float32Array, by: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / by;
}

/** As TensorFlow.js moves its averages: average − (average − value) · share */
function moveTowards(averages: Float32Array, values: Float32Array, share: number): void {
  for (let i = 0; i < averages.length; i++) {
    const average = averages[i] ?? 0;
    averages[i] = average - (average - (values[i] ?? 0)) * share;
  }
}
