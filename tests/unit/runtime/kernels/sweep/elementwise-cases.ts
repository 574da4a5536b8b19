import * as tf from "@tensorflow/tfjs";
import type { Cases, Draw, Example } from "./draw.ts";

const UNARY = [
  tf.Abs,
  tf.Acos,
  tf.Acosh,
  tf.Asin,
  tf.Asinh,
  tf.Atan,
  tf.Atanh,
  tf.Ceil,
  tf.Cos,
  tf.Cosh,
  tf.Elu,
  tf.Erf,
  tf.Exp,
  tf.Expm1,
  tf.Floor,
  tf.Identity,
  tf.IsFinite,
  tf.IsInf,
  tf.IsNan,
  tf.Log,
  tf.Log1p,
  tf.LogicalNot,
  tf.Neg,
  tf.OnesLike,
  tf.Reciprocal,
  tf.Relu,
  tf.Relu6,
  tf.Round,
  tf.Rsqrt,
  tf.Selu,
  tf.Sigmoid,
  tf.Sign,
  tf.Sin,
  tf.Sinh,
  tf.Softplus,
  tf.Sqrt,
  tf.Square,
  tf.Tanh,
  tf.ZerosLike,
] as const;

const BINARY = [
  tf.Add,
  tf.Atan2,
  tf.BitwiseAnd,
  tf.Equal,
  tf.FloorDiv,
  tf.Greater,
  tf.GreaterEqual,
  tf.Less,
  tf.LessEqual,
  tf.LogicalAnd,
  tf.LogicalOr,
  tf.Maximum,
  tf.Minimum,
  tf.Mod,
  tf.Multiply,
  tf.NotEqual,
  tf.Pow,
  tf.RealDiv,
  tf.SquaredDifference,
  tf.Sub,
] as const;

function unary(draw: Draw): Example {
  return { inputs: { x: draw.tensor(draw.shape(), draw.dtype()) } };
}

/** Near its poles the last bit of the argument decides everything. */
function tangent(draw: Draw): Example {
  const x = draw.tensor(draw.shape(), draw.dtype());
  const isNearPole = (value: unknown) => typeof value === "number" && Math.abs(Math.cos(value)) < 0.1;
  return { inputs: { x: { ...x, values: x.values.map((value) => (isNearPole(value) ? 0 : value)) } } };
}

/** Operations convert both operands to one type before they call the kernel; only comparisons accept strings. */
function binary(draw: Draw): Example {
  const [a, b] = draw.broadcast();
  const dtype = draw.boolean() ? "float32" : draw.dtype();
  return { inputs: { a: draw.tensor(a, dtype), b: draw.tensor(b, dtype) } };
}

function withAttributes(
  attributes: (draw: Draw) => Readonly<Record<string, unknown>>,
): (draw: Draw) => Example {
  return (draw) => ({
    inputs: { x: draw.tensor(draw.shape(), draw.numeric()) },
    attributes: attributes(draw),
  });
}

export const ELEMENTWISE_CASES: Cases = {
  ...Object.fromEntries(UNARY.map((name) => [name, unary])),
  [tf.Tan]: tangent,
  ...Object.fromEntries(BINARY.map((name) => [name, binary])),
  [tf.AddN](draw) {
    const [shape, dtype] = [draw.shape(), draw.numeric()];
    return { inputs: draw.list(draw.integer(1, 4), 0, 0).map(() => draw.tensor(shape, dtype)) };
  },
  [tf.Cast](draw) {
    const dtype = (): tf.DataType => (draw.once(4) ? "complex64" : draw.numeric());
    return { inputs: { x: draw.tensor(draw.shape(), dtype()) }, attributes: { dtype: dtype() } };
  },
  [tf.ClipByValue]: withAttributes((draw) => {
    const clipValueMin = draw.integer(-2, 2);
    return { clipValueMin, clipValueMax: clipValueMin + draw.integer(0, 3) };
  }),
  [tf.Complex](draw) {
    const shape = draw.shape();
    return { inputs: { real: draw.tensor(shape), imag: draw.tensor(shape) } };
  },
  [tf.ComplexAbs]: (draw) => ({ inputs: { x: draw.tensor(draw.shape(), "complex64") } }),
  [tf.EluGrad](draw) {
    const shape = draw.shape();
    return { inputs: { dy: draw.tensor(shape), y: draw.tensor(shape) } };
  },
  [tf.Imag]: (draw) => ({ inputs: { input: draw.tensor(draw.shape(), "complex64") } }),
  [tf.LeakyRelu]: withAttributes((draw) => ({ alpha: draw.pick(0, 0.2, 1.5, -0.5) })),
  [tf.Prelu](draw) {
    const [x, alpha] = draw.broadcast();
    return { inputs: { x: draw.tensor(x, draw.numeric()), alpha: draw.tensor(alpha) } };
  },
  [tf.Real]: (draw) => ({ inputs: { input: draw.tensor(draw.shape(), "complex64") } }),
  [tf.Select](draw) {
    const shape = draw.shape();
    const condition = draw.once(4) ? shape.slice(0, 1) : shape;
    const dtype = draw.numeric();
    const other = draw.once(4) ? draw.numeric() : dtype;
    return {
      inputs: {
        condition: draw.tensor(condition, "bool"),
        t: draw.tensor(shape, dtype),
        e: draw.tensor(shape, other),
      },
    };
  },
  [tf.Step]: withAttributes((draw) => ({ alpha: draw.pick(0, 0.2, -1) })),
};
