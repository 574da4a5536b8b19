import { figureWords } from "../../words/figure-words.ts";
import { texNumber } from "../parts/text/format.ts";

/** An activation function and its derivative, each with its formula in TeX, which has words of the page's language. */
export interface Activation {
  readonly label: string;
  readonly value: (x: number) => number;
  readonly derivative: (x: number) => number;
  readonly tex: () => string;
  readonly derivativeTex: () => string;
  /** Where the derivative jumps; `derivative` is the limit from the left there. */
  readonly kinks: readonly number[];
}

export const ACTIVATION_NAMES = ["relu", "leaky-relu", "elu", "sigmoid", "tanh", "softplus"] as const;
export type ActivationName = (typeof ACTIVATION_NAMES)[number];

/** The slope of leaky ReLU below 0, the default of `tf.leakyRelu`. */
const LEAKY_SLOPE = 0.2;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** log(1 + eˣ), written so that it does not overflow for large x. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** One formula above 0 and another one elsewhere, both as TeX. */
function piecewise(above: string, elsewhere: string): string {
  const { ifAbove, otherwise } = figureWords.maths;
  return `${above} \\text{ ${ifAbove} } x > 0, \\text{ ${otherwise} } ${elsewhere}`;
}

/** The activation functions of the lecture, by name. */
export const ACTIVATIONS: Readonly<Record<ActivationName, Activation>> = {
  relu: {
    label: "ReLU",
    value: (x) => Math.max(0, x),
    derivative: (x) => (x > 0 ? 1 : 0),
    tex: () => "\\max(0, x)",
    derivativeTex: () => piecewise("1", "0"),
    kinks: [0],
  },
  "leaky-relu": {
    label: "leaky ReLU",
    value: (x) => (x > 0 ? x : LEAKY_SLOPE * x),
    derivative: (x) => (x > 0 ? 1 : LEAKY_SLOPE),
    tex: () => `\\max(${texNumber(LEAKY_SLOPE)}\\,x, x)`,
    derivativeTex: () => piecewise("1", texNumber(LEAKY_SLOPE)),
    kinks: [0],
  },
  elu: {
    label: "ELU",
    value: (x) => (x > 0 ? x : Math.expm1(x)),
    derivative: (x) => (x > 0 ? 1 : Math.exp(x)),
    tex: () => piecewise("x", "e^x - 1"),
    derivativeTex: () => piecewise("1", "e^x"),
    kinks: [],
  },
  sigmoid: {
    label: "sigmoid",
    value: sigmoid,
    derivative: (x) => sigmoid(x) * (1 - sigmoid(x)),
    tex: () => "\\sigma(x) = \\frac{1}{1 + e^{-x}}",
    derivativeTex: () => "\\sigma(x)\\,(1 - \\sigma(x))",
    kinks: [],
  },
  tanh: {
    label: "tanh",
    value: Math.tanh,
    derivative: (x) => 1 - Math.tanh(x) ** 2,
    tex: () => "\\tanh x",
    derivativeTex: () => "1 - \\tanh^2 x",
    kinks: [],
  },
  softplus: {
    label: "softplus",
    value: softplus,
    derivative: sigmoid,
    tex: () => "\\log(1 + e^x)",
    derivativeTex: () => "\\frac{1}{1 + e^{-x}}",
    kinks: [],
  },
};
