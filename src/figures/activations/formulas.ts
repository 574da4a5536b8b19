import { figureWords } from "../../words/figure-words.ts";
import { type ActivationName, LEAKY_SLOPE } from "../maths/activation-functions.ts";
import { texNumber } from "../parts/text/format.ts";

/** An activation function and its derivative in TeX, with words of the page's language. */
interface Formulas {
  readonly tex: () => string;
  readonly derivativeTex: () => string;
}

/** One formula above 0 and another one elsewhere, both as TeX. */
function piecewise(above: string, elsewhere: string): string {
  const { ifAbove, otherwise } = figureWords.maths;
  return `${above} \\text{ ${ifAbove} } x > 0, \\text{ ${otherwise} } ${elsewhere}`;
}

export const FORMULAS: Readonly<Record<ActivationName, Formulas>> = {
  relu: {
    tex: () => "\\max(0, x)",
    derivativeTex: () => piecewise("1", "0"),
  },
  "leaky-relu": {
    tex: () => `\\max(${texNumber(LEAKY_SLOPE)}\\,x, x)`,
    derivativeTex: () => piecewise("1", texNumber(LEAKY_SLOPE)),
  },
  elu: {
    tex: () => piecewise("x", "e^x - 1"),
    derivativeTex: () => piecewise("1", "e^x"),
  },
  sigmoid: {
    tex: () => "\\sigma(x) = \\frac{1}{1 + e^{-x}}",
    derivativeTex: () => "\\sigma(x)\\,(1 - \\sigma(x))",
  },
  tanh: {
    tex: () => "\\tanh x",
    derivativeTex: () => "1 - \\tanh^2 x",
  },
  softplus: {
    tex: () => "\\log(1 + e^x)",
    derivativeTex: () => "\\frac{1}{1 + e^{-x}}",
  },
};
