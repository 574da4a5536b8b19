import * as tf from "@tensorflow/tfjs";
import { frameShape, type Steps } from "../kernels/convolution-frame.ts";
import { FLOAT_BYTES } from "../kernels/engine.ts";
import type { ConvolutionPlan } from "./architecture.ts";
import type { Site } from "./stage.ts";

/** The images of a batch with their padding around them, which stay for the backward pass. */
export interface Frames extends Steps {
  /** Puts the image into its frame, and says where it lies. */
  put(images: number, index: number): number;
  /** Where the image lies that was put there. */
  at(images: number, index: number): number;
  /** Where the image's gradient is to be added up, at zero. */
  openGradient(gradients: number, index: number): number;
  closeGradient(gradients: number, index: number): void;
}

/** What TensorFlow.js computes of the convolution of one image. */
export function convolutionInfo({ input, output, window }: ConvolutionPlan): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    [1, input.height, input.width, input.channels],
    [window.rows, window.columns, input.channels, output.channels],
    [window.strideRows, window.strideColumns],
    1,
    window.padding,
  );
}

export function framesFor(site: Site, plan: ConvolutionPlan): Frames {
  const { engine, capacity } = site;
  const { kernels } = engine;
  const { input } = plan;
  const info = convolutionInfo(plan);
  const { top, left } = info.padInfo;
  const { height, width, fits, ...steps } = frameShape(info);
  const imageFloats = input.height * input.width * input.channels;
  const imageBytes = imageFloats * FLOAT_BYTES;
  const frameFloats = height * width * input.channels;
  const clear = (address: number, floats: number): number => {
    new Uint8Array(engine.bytes(), address, floats * FLOAT_BYTES).fill(0);
    return address;
  };
  if (fits) {
    const at = (images: number, index: number): number => images + index * imageBytes;
    return {
      ...steps,
      put: at,
      at,
      openGradient: (gradients, index) => clear(at(gradients, index), imageFloats),
      closeGradient: () => {},
    };
  }
  const frames = site.zeros(capacity * frameFloats);
  const gradient = site.room(frameFloats);
  const at = (_images: number, index: number): number => frames + index * frameFloats * FLOAT_BYTES;
  const place = [input.height, input.width, input.channels, height, width, top, left] as const;
  return {
    ...steps,
    put(images, index) {
      const frame = at(images, index);
      kernels.frame(images + index * imageBytes, frame, 1, ...place);
      return frame;
    },
    at,
    openGradient: () => clear(gradient, frameFloats),
    closeGradient: (gradients, index) =>
      void kernels.unframe(gradient, gradients + index * imageBytes, 1, ...place),
  };
}
