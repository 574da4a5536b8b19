import {
  type Activation,
  type ActivationPlan,
  type ConvolutionPlan,
  INPUT,
  type Operation,
  type OperationPlan,
  type PoolingPlan,
} from "./architecture.ts";

/** A convolution and the max pooling after it, computed together. */
export interface PooledConvolutionPlan {
  readonly type: "pooledConvolution";
  readonly convolution: ConvolutionPlan;
  readonly pooling: PoolingPlan;
}

export type FusedPlan = OperationPlan | PooledConvolutionPlan;

/** An operation, and the indices of those whose values it takes. */
export interface FusedOperation {
  readonly plan: FusedPlan;
  readonly inputs: readonly number[];
}

/** What is computed together with a pooling. */
interface Fusion {
  readonly inputs: readonly number[];
  readonly convolution: ConvolutionPlan;
  readonly activation: ActivationPlan | null;
  readonly pooling: PoolingPlan;
}

/**
 * Fuses convolutions with the max poolings after them, if nothing else takes what they compute. An activation between the
 * two moves after the pooling if it is monotonic: the maximum of the activated values is the activated maximum, and there
 * are fewer of them.
 */
export function fuse(operations: readonly Operation[]): FusedOperation[] {
  const { fusions, absorbed } = findFusions(operations);
  const fused: FusedOperation[] = [];
  const renumbered = new Map<number, number>([[INPUT, INPUT]]);
  const add = (plan: FusedPlan, inputs: readonly number[]): number => fused.push({ plan, inputs }) - 1;
  const renumber = (inputs: readonly number[]): number[] =>
    inputs.map((input) => renumbered.get(input) ?? INPUT);
  operations.forEach(({ plan, inputs }, index) => {
    if (absorbed.has(index)) return;
    const fusion = fusions.get(index);
    if (fusion === undefined) {
      renumbered.set(index, add(plan, renumber(inputs)));
      return;
    }
    const { convolution, pooling, activation } = fusion;
    const pooled = add({ type: "pooledConvolution", convolution, pooling }, renumber(fusion.inputs));
    const last = activation === null ? pooled : add(activationAfter(pooling, activation), [pooled]);
    renumbered.set(index, last);
  });
  return fused;
}

/** The fusions by the indices of their poolings, and the operations that are computed with them. */
function findFusions(operations: readonly Operation[]) {
  const consumers = consumersOf(operations);
  const fusions = new Map<number, Fusion>();
  const absorbed = new Set<number>();
  operations.forEach(({ plan: convolution, inputs }, index) => {
    if (convolution.type !== "convolution") return;
    const next = only(consumers[index]);
    const after = operations[next]?.plan;
    if (after?.type === "maxPooling") {
      absorbed.add(index);
      fusions.set(next, { inputs, convolution, activation: null, pooling: after });
    }
    if (after?.type !== "activation" || !isMonotonic(after.activation)) return;
    const last = only(consumers[next]);
    const pooling = operations[last]?.plan;
    if (pooling?.type !== "maxPooling") return;
    absorbed.add(index).add(next);
    fusions.set(last, { inputs, convolution, activation: after, pooling });
  });
  return { fusions, absorbed };
}

/** For each operation, the indices of those that take its values, as often as they take them. */
export function consumersOf(operations: readonly { readonly inputs: readonly number[] }[]): number[][] {
  const consumers: number[][] = operations.map(() => []);
  operations.forEach(({ inputs }, index) => {
    for (const input of inputs) consumers[input]?.push(index);
  });
  return consumers;
}

/** The only one of the indices, or that of no operation. */
function only(indices: readonly number[] = []): number {
  return indices.length === 1 ? (indices[0] ?? INPUT) : INPUT;
}

function activationAfter({ output }: PoolingPlan, plan: ActivationPlan): ActivationPlan {
  return { ...plan, size: output.height * output.width * output.channels, last: output.channels };
}

function isMonotonic(activation: Activation): boolean {
  return activation.type !== "softmax";
}
