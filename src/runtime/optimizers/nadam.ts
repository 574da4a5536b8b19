import * as tf from "@tensorflow/tfjs";
import { type Slot, slot } from "./slots.ts";

/** The momentum schedule of Nadam: u_t = β₁ (1 − ½ · 0.96^t), t counting from 1. */
export function nadamMomentum(beta1: number, step: number): number {
  return beta1 * (1 - 0.5 * 0.96 ** step);
}

/** The coefficients of one step, the same for every variable. */
export interface NadamCoefficients {
  /** For the first moment: u_{t+1} / (1 − Π_{i ≤ t+1} u_i). */
  readonly moment: number;
  /** For the gradient: (1 − u_t) / (1 − Π_{i ≤ t} u_i). */
  readonly gradient: number;
  /** For the second moment: 1 / (1 − β₂^t), its bias correction. */
  readonly velocity: number;
}

/**
 * The coefficients of a step.
 *
 * @param step counted from 1
 * @param product u_1 · … · u_step
 */
export function nadamCoefficients(
  beta1: number,
  beta2: number,
  step: number,
  product: number,
): NadamCoefficients {
  const next = nadamMomentum(beta1, step + 1);
  return {
    moment: next / (1 - product * next),
    gradient: (1 - nadamMomentum(beta1, step)) / (1 - product),
    velocity: 1 / (1 - beta2 ** step),
  };
}

/** A type of TensorFlow.js that it does not export. */
interface NamedTensor {
  name: string;
  tensor: tf.Tensor;
}

/**
 * Nadam: Adam with Nesterov momentum, with the formula of Keras 3 (whose order of products differs from the paper's):
 * https://github.com/keras-team/keras/blob/master/keras/src/optimizers/nadam.py.
 *
 * The product of the schedule is a float64 number rather than a tensor, which is faster and more precise.
 */
export class NadamOptimizer extends tf.Optimizer {
  /** @nocollapse */
  static get className(): string {
    return "Nadam";
  }

  // Not #private: `hasStateOf` reads the slots by name, as it does for the optimizers of TensorFlow.js.
  private moments: Slot[] = [];
  private velocities: Slot[] = [];
  /** u_1 · … · u_t after t steps. */
  #product = 1;

  constructor(
    public learningRate: number,
    readonly beta1: number,
    readonly beta2: number,
    readonly epsilon: number,
  ) {
    super();
  }

  applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const coefficients = this.begin();
    named.forEach(({ name, tensor }, index) => {
      const variable = tf.engine().registeredVariables[name];
      if (variable === undefined)
        throw new Error(`Nadam was given a gradient for "${name}", which is not a variable.`);
      const { moment, velocity } = this.slots(index, variable);
      // TensorFlow.js passes null for a variable that the loss does not depend on.
      if (tensor != null) this.#update(variable, tensor, moment, velocity, coefficients);
    });
    this.incrementIterations();
  }

  /** Begins the next step, and returns its coefficients. */
  begin(): NadamCoefficients {
    const step = this.iterations + 1;
    this.#product *= nadamMomentum(this.beta1, step);
    return nadamCoefficients(this.beta1, this.beta2, step, this.#product);
  }

  /** The two moments of the model's `index`-th variable. */
  slots(index: number, variable: tf.Variable): { moment: tf.Variable; velocity: tf.Variable } {
    return {
      moment: slot(this.moments, index, `${variable.name}/m`, variable),
      velocity: slot(this.velocities, index, `${variable.name}/v`, variable),
    };
  }

  #update(
    variable: tf.Variable,
    gradient: tf.Tensor,
    moment: tf.Variable,
    velocity: tf.Variable,
    by: NadamCoefficients,
  ): void {
    tf.tidy(() => {
      const newMoment = moment.add(gradient.sub(moment).mul(1 - this.beta1));
      const newVelocity = velocity.add(
        gradient
          .square()
          .sub(velocity)
          .mul(1 - this.beta2),
      );
      const direction = newMoment.mul(by.moment).add(gradient.mul(by.gradient));
      const scale = newVelocity.mul(by.velocity).sqrt().add(this.epsilon);
      moment.assign(newMoment);
      velocity.assign(newVelocity);
      variable.assign(variable.sub(direction.mul(this.learningRate).div(scale)));
    });
  }

  override dispose(): void {
    tf.dispose([...this.moments, ...this.velocities].map((slot) => slot.variable));
    this.moments = [];
    this.velocities = [];
  }

  override async getWeights(): Promise<NamedTensor[]> {
    const slots = [...this.moments, ...this.velocities];
    return [
      await this.saveIterations(),
      ...slots.map(({ originalName, variable }) => ({ name: originalName, tensor: variable })),
    ];
  }

  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const values = await this.extractIterations(weights);
    if (values.length % 2 !== 0) {
      throw new Error(
        `Nadam's weights are a step count and pairs of tensors, but ${weights.length} tensors were given.`,
      );
    }
    this.dispose();
    const slots = values.map(({ name, tensor }) => ({
      originalName: name,
      variable: tensor.variable(false),
    }));
    this.moments = slots.slice(0, slots.length / 2);
    this.velocities = slots.slice(slots.length / 2);
    this.#product = 1;
    for (let step = 1; step <= this.iterations; step++) this.#product *= nadamMomentum(this.beta1, step);
  }

  getConfig(): tf.serialization.ConfigDict {
    const { learningRate, beta1, beta2, epsilon } = this;
    return { learningRate, beta1, beta2, epsilon };
  }

  /** @nocollapse */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config["learningRate"], config["beta1"], config["beta2"], config["epsilon"]);
  }
}
tf.serialization.registerClass(NadamOptimizer);

/**
 * Nadam with the defaults of Keras 3.
 *
 * @param learningRate step size, 0.001 by default
 * @param beta1 decay of the gradient's running mean, in [0, 1)
 * @param beta2 decay of the squared gradient's running mean, in [0, 1)
 * @param epsilon added to the denominator to avoid division by zero
 * @throws RangeError when an argument is out of range
 * @example model.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
 */
export function nadam(learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7): tf.Optimizer {
  if (!(learningRate >= 0))
    throw new RangeError(`nadam: learningRate must be 0 or more, but is ${learningRate}.`);
  for (const [name, beta] of Object.entries({ beta1, beta2 })) {
    if (!(beta >= 0 && beta < 1)) throw new RangeError(`nadam: ${name} must be in [0, 1), but is ${beta}.`);
  }
  if (!(epsilon >= 0)) throw new RangeError(`nadam: epsilon must be 0 or more, but is ${epsilon}.`);
  return new NadamOptimizer(learningRate, beta1, beta2, epsilon);
}
