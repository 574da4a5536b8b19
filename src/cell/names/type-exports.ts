/**
 * The types that modules export, which exist only for TypeScript: `import { Tensor2D } from "@tensorflow/tfjs"` is fine
 * although there is nothing of that name when the cell runs. A test compares the list with TensorFlow.js's declarations.
 */
const TYPES: Readonly<Record<string, string>> = {
  "@tensorflow/tfjs": `
  Attribute BackendTimingInfo BackendValues ClassWeight ClassWeightMap DataId DataMover
  DataToGPUOptions DataToGPUWebGLOption DataType DataTypeFor DataTypeMap DataValues ForwardFunc
  GPGPUProgram GPUData GradConfig GradFunc GradSaveFunc GraphNode IAttrValue INameAttrList INodeDef
  ITensor ITensorShape InferenceModel KernelConfig KernelDisposeFunc KernelFunc KernelSetupFunc
  LSTMCellFunc Logs MemoryInfo MetaGraph MetaGraphInfo ModelAndWeightsConfig ModelPredictConfig
  ModelTensorInfo NamedAttrMap NamedTensorInfoMap NamedTensorMap NumericDataType OpExecutor PixelData
  Platform RecursiveArray SavedModelTensorInfo Scalar ScalarLike Shape ShapeMap SignatureDef
  SignatureDefEntry SignatureDefInfo Tensor1D Tensor2D Tensor3D Tensor4D Tensor5D TensorContainer
  TensorContainerArray TensorContainerObject TensorInfo TensorLike TimingInfo TypedArray WebGLData
  WebGLMemoryInfo WebGLTimingInfo WebGPUData`,
  lectern:
    "Control CsvOptions ImageOptions LabelledImages LoadedDataset LoadedImage OpenedFile OpenOptions Row Rows",
};

/** The hundreds of types of arguments, and of an operation's inputs and attributes. */
const ARGUMENTS = /^[A-Z_]\w*(?:Inputs|Attrs|Args)$/;

/** Whether a module exports a type of this name. */
export function isTypeExport(module: string, name: string): boolean {
  const types = Object.hasOwn(TYPES, module) ? TYPES[module] : undefined;
  if (types === undefined) return false;
  return types.trim().split(/\s+/).includes(name) || (module === "@tensorflow/tfjs" && ARGUMENTS.test(name));
}
