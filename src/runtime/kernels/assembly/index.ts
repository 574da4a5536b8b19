export {
  boundedReluGradient,
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
export {
  addColumnProducts,
  maxColumns,
  maxColumnsGradient,
  normalizationGradient,
  normalizeColumns,
} from "./columns";
export { convolve } from "./convolution";
export { addDepthwiseFilterGradient, addDepthwiseInputGradient, convolveDepthwise } from "./depthwise";
export { clip, clipGradient, combine, countNonZero, reluInputGradient, sumRows } from "./elementwise";
export { addBiasGradient, addFilterGradient } from "./filter-gradient";
export { areFinite } from "./finite";
export { addInputGradient, addInputGradientByRows } from "./input-gradient";
export { addRow, cropImage, gather, move, narrow, padImage, transpose, transposeEach, widen } from "./layout";
export { stepAdam, stepMomentum, stepNadam, stepRmsProp, stepSgd } from "./optimizers";
export { addPenalty } from "./penalty";
export { splitFilter } from "./polyphase/filters";
export { convolveFourAndPool } from "./polyphase/passes";
export {
  addMaxPoolGradient,
  averagePool,
  averagePoolGradient,
  maxPool,
  maxPoolGradientDisjoint,
} from "./pooling";
export { clear } from "./simd";
export { convolveAndPool } from "./single-channel";
export { addSingleChannelFilterGradient } from "./single-channel-gradient";
export { addSparseFilterGradient, addSparseInputGradient } from "./sparse-gradient";
export { repeatPixels, repeatPixelsGradient } from "./upsampling";
export { transformFilter, transformFilterGradient } from "./winograd/filters";
export { addTiledFilterGradient, addTiledInputGradient, convolveTiles } from "./winograd/passes";
