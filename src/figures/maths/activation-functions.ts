/** An activation function and its derivative. */
export interface Activation {
  readonly label: string;
  readonly value: (x: number) => number;
  readonly derivative: (x: number) => number;
  /** Where the derivative jumps; `derivative` is the limit from the left there. */
  readonly kinks: readonly number[];
}

export const ACTIVATION_NAMES = ["relu", "leaky-relu", "elu", "sigmoid", "tanh", "softplus"] as const;
export type ActivationName = (typeof ACTIVATION_NAMES)[number];

/** The slope of leaky ReLU below 0, the default of `tf.leakyRelu`. */
export const LEAKY_SLOPE = 0.2;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** log(1 + eˣ), written so that it does not overflow for large x. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** The activation functions of the lecture, by name. */
export const ACTIVATIONS: Readonly<Record<ActivationName, Activation>> = {
  relu: {
    label: "ReLU",
    value: (x) => Math.max(0, x),
    derivative: (x) => (x > 0 ? 1 : 0),
    kinks: [0],
  },
  "leaky-relu": {
    label: "leaky ReLU",
    value: (x) => (x > 0 ? x : LEAKY_SLOPE * x),
    derivative: (x) => (x > 0 ? 1 : LEAKY_SLOPE),
    kinks: [0],
  },
  elu: {
    label: "ELU",
    value: (x) => (x > 0 ? x : Math.expm1(x)),
    derivative: (x) => (x > 0 ? 1 : Math.exp(x)),
    kinks: [],
  },
  sigmoid: {
    label: "sigmoid",
    value: sigmoid,
    derivative: (x) => sigmoid(x) * (1 - sigmoid(x)),
    kinks: [],
  },
  tanh: {
    label: "tanh",
    value: Math.tanh,
    derivative: (x) => 1 - Math.tanh(x) ** 2,
    kinks: [],
  },
  softplus: {
    label: "softplus",
    value: softplus,
    derivative: sigmoid,
    kinks: [],
  },
};
