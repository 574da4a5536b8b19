import * as tf from "@tensorflow/tfjs";
import type { PoolWindow } from "../../kernels/views.ts";
import type { ConvolutionPlan, DepthwisePlan, PoolingPlan } from "../architecture.ts";

/** The geometry of the convolution of one image. */
export function convolutionInfo({
  input,
  output,
  window,
}: ConvolutionPlan | DepthwisePlan): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    [1, input.height, input.width, input.channels],
    [window.rows, window.columns, input.channels, output.channels],
    [window.strideRows, window.strideColumns],
    1,
    window.padding,
  );
}

/** The windows of a pooling, with their padding. */
export function poolWindowOf({ input, window }: PoolingPlan): PoolWindow {
  const { padInfo } = tf.backend_util.computePool2DInfo(
    [1, input.height, input.width, input.channels],
    [window.rows, window.columns],
    [window.strideRows, window.strideColumns],
    1,
    window.padding,
  );
  return {
    height: window.rows,
    width: window.columns,
    strideHeight: window.strideRows,
    strideWidth: window.strideColumns,
    top: padInfo.top,
    left: padInfo.left,
  };
}
