import { clearFloats } from "../../kernels/memory.ts";
import { type ImageView, imageAt, imageSize } from "../../kernels/views.ts";
import type { PlacementPlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/** Surrounds each image with zeros, or cuts a part out of it. The gradient of one is the other. */
export function placementStage(context: StageContext, plan: PlacementPlan, input: Values): Stage {
  const { engine, memory, capacity } = context;
  const { kernels } = engine;
  const isPadding = plan.type === "padding";
  const large = isPadding ? plan.output : plan.input;
  const small = isPadding ? plan.input : plan.output;
  const placement = { top: plan.top, left: plan.left };
  const allocated = context.allocateOutput(imageSize(plan.output));
  // The kernel that pads writes only the image: the zeros around it stay.
  const output = isPadding
    ? { ...allocated, address: memory.allocateZeros(capacity * imageSize(large)) }
    : allocated;

  function pad(from: number, to: number, batch: number): void {
    forEachImage(batch, from, to, (image, padded) => kernels.padImage({ image, padded, placement }));
  }
  function crop(from: number, to: number, batch: number): void {
    forEachImage(batch, to, from, (image, padded) => kernels.cropImage({ image, padded, placement }));
  }
  function forEachImage(
    batch: number,
    smallAddress: number,
    largeAddress: number,
    each: (image: ImageView, padded: ImageView) => void,
  ): void {
    const [images, paddedImages] = [
      { ...small, address: smallAddress },
      { ...large, address: largeAddress },
    ];
    for (let index = 0; index < batch; index++) each(imageAt(images, index), imageAt(paddedImages, index));
  }

  return {
    output,
    parameters: [],
    forward(batch) {
      if (isPadding) pad(input.address, output.address, batch);
      else crop(input.address, output.address, batch);
    },
    backward(batch) {
      if (input.gradient === 0) return;
      if (isPadding) {
        crop(output.gradient, input.gradient, batch);
        return;
      }
      clearFloats(engine, input.gradient, batch * imageSize(large));
      pad(output.gradient, input.gradient, batch);
    },
  };
}
