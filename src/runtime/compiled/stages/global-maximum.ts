import { FLOAT_BYTES, imageSize } from "../../kernels/views.ts";
import type { GlobalMaximumPlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/** The maximum of each channel. Unlike max pooling, TensorFlow.js passes the gradient to all values that equal it. */
export function globalMaximumStage(
  context: StageContext,
  { input: image }: GlobalMaximumPlan,
  input: Values,
): Stage {
  const { kernels } = context.engine;
  const rows = image.height * image.width;
  const columns = image.channels;
  const output = context.allocateOutput(columns);
  const imageBytes = imageSize(image) * FLOAT_BYTES;
  const outputBytes = columns * FLOAT_BYTES;
  return {
    output,
    parameters: [],
    forward(batch) {
      for (let index = 0; index < batch; index++) {
        const from = input.address + index * imageBytes;
        kernels.maxColumns(from, rows, columns, output.address + index * outputBytes);
      }
    },
    backward(batch) {
      if (input.gradient === 0) return;
      for (let index = 0; index < batch; index++) {
        const [at, outputAt] = [index * imageBytes, index * outputBytes];
        const [y, dy] = [output.address + outputAt, output.gradient + outputAt];
        kernels.maxColumnsGradient(input.address + at, y, dy, input.gradient + at, rows, columns);
      }
    },
  };
}
