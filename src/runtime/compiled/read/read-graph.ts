import * as tf from "@tensorflow/tfjs";
import { INPUT, type Operation, type OperationPlan, type Penalty } from "../architecture.ts";
import { NotCompilable } from "./not-compilable.ts";
import { type LayerReading, readLayer } from "./read-layer.ts";

/** The operations of a model, in the order of computation, and what its regularizers add to the loss. */
export interface ModelGraph {
  readonly operations: readonly Operation[];
  readonly penalties: readonly Penalty[];
  /** The variables that are read or updated, but not trained. */
  readonly otherVariables: readonly tf.Variable[];
}

/**
 * Reads the layers of a model, from its output back to its input, and those of models that it uses as layers.
 *
 * @param variables the trainable variables by name
 * @throws NotCompilable for what is not supported
 */
export function readGraph(model: tf.LayersModel, variables: ReadonlyMap<string, tf.Variable>): ModelGraph {
  const reader = new GraphReader(variables);
  reader.readModel(model, [INPUT]);
  return reader;
}

/** Which operation computes a symbolic tensor, by the tensor's id. */
type Computed = Map<number, number>;

class GraphReader implements ModelGraph {
  readonly operations: Operation[] = [];
  readonly penalties: Penalty[] = [];
  readonly otherVariables: tf.Variable[] = [];
  readonly #variables: ReadonlyMap<string, tf.Variable>;
  readonly #layersWithWeights = new Set<tf.layers.Layer>();

  constructor(variables: ReadonlyMap<string, tf.Variable>) {
    this.#variables = variables;
  }

  /** Reads a model that takes the values of an operation, and returns the operation that computes its output. */
  readModel({ inputs, outputs }: tf.LayersModel, from: readonly number[]): number {
    const [output] = outputs;
    if (inputs.length !== 1 || outputs.length !== 1 || from.length !== 1 || output === undefined)
      throw new NotCompilable("the model has several inputs or outputs");
    const computed: Computed = new Map(inputs.map((input, index) => [input.id, from[index] ?? INPUT]));
    return this.#readTensor(output, computed);
  }

  /** In the order in which TensorFlow.js computes them, so that random layers draw the same numbers. */
  #readTensor(tensor: tf.SymbolicTensor, computed: Computed): number {
    const known = computed.get(tensor.id);
    if (known !== undefined) return known;
    const { sourceLayer: layer } = tensor;
    if (tensor.inputs.length === 0) throw new NotCompilable("the model has another input");
    for (const input of tensor.inputs.toReversed()) this.#readTensor(input, computed);
    const from = tensor.inputs.map((input) => this.#readTensor(input, computed));
    const operation = isModel(layer)
      ? this.readModel(layer, from)
      : this.#readLayer({ layer, tensor, inputs: tensor.inputs, variables: this.#variables }, from);
    computed.set(tensor.id, operation);
    return operation;
  }

  #readLayer(reading: LayerReading, from: readonly number[]): number {
    const { layer } = reading;
    if (this.#layersWithWeights.has(layer))
      throw new NotCompilable(`the layer "${layer.name}" is used more than once`);
    if (layer.weights.length > 0) this.#layersWithWeights.add(layer);
    const { plans, penalties, otherVariables } = readLayer(reading);
    this.penalties.push(...penalties);
    this.otherVariables.push(...otherVariables);
    return this.#addAll(plans, from);
  }

  /** Each of a layer's operations takes the values of the one before it. */
  #addAll(plans: readonly OperationPlan[], from: readonly number[]): number {
    let inputs = from;
    for (const plan of plans) inputs = [this.operations.push({ plan, inputs }) - 1];
    const [last] = inputs;
    if (last === undefined || inputs.length > 1) throw new NotCompilable("a layer has several inputs");
    return last;
  }
}

function isModel(layer: tf.layers.Layer): layer is tf.LayersModel {
  return layer instanceof tf.LayersModel;
}
