export {
  elu,
  eluGradient,
  leakyRelu,
  leakyReluGradient,
  relu,
  reluGradient,
  sigmoid,
  sigmoidGradient,
  tanh,
  tanhGradient,
} from "./activation";
export { convolve } from "./convolution";
export { clipGradient, combine, countNonZero, reluInputGradient, sumRows } from "./elementwise";
export { addBiasGradient, addFilterGradient } from "./filter-gradient";
export { areFinite } from "./finite";
export { addInputGradient } from "./input-gradient";
export { addRow, frame, gather, narrow, transpose, unframe, widen } from "./layout";
export { stepAdam, stepMomentum, stepNadam, stepRmsProp, stepSgd } from "./optimizers";
export {
  addAveragePoolGradient,
  addMaxPoolGradient,
  averagePool,
  maxPool,
  maxPoolGradientApart,
} from "./pooling";
export { convolveAndPool } from "./single-channel";
export { addSparseFilterGradient, addSparseInputGradient } from "./sparse-gradient";
