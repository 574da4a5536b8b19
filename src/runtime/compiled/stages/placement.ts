import type { Engine } from "../../kernels/engine.ts";
import { clearFloats } from "../../kernels/memory.ts";
import { type ImageView, imageAt, imageSize } from "../../kernels/views.ts";
import type { PlacementPlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/** Surrounds each image with zeros, or cuts a part out of it. The gradient of one is the other. */
export function placementStage(context: StageContext, plan: PlacementPlan, input: Values): Stage {
  const { engine, memory, capacity } = context;
  const isPadding = plan.type === "padding";
  const large = imageSize(isPadding ? plan.output : plan.input);
  const { pad, crop } = placements(engine, plan);
  const allocated = context.allocateOutput(imageSize(plan.output));
  // The kernel that pads writes only the image: the zeros around it stay.
  const output = isPadding ? { ...allocated, address: memory.allocateZeros(capacity * large) } : allocated;
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
      clearFloats(engine, input.gradient, batch * large);
      pad(output.gradient, input.gradient, batch);
    },
  };
}

/** Copies a batch of images between two addresses, into larger images or out of them. */
type Copy = (from: number, to: number, batch: number) => void;

function placements({ kernels }: Engine, plan: PlacementPlan): { readonly pad: Copy; readonly crop: Copy } {
  const isPadding = plan.type === "padding";
  const [small, large] = isPadding ? [plan.input, plan.output] : [plan.output, plan.input];
  const placement = { top: plan.top, left: plan.left };

  function forEachImage(
    batch: number,
    smallAddress: number,
    largeAddress: number,
    each: (image: ImageView, padded: ImageView) => void,
  ): void {
    const images = { ...small, address: smallAddress };
    const paddedImages = { ...large, address: largeAddress };
    for (let index = 0; index < batch; index++) each(imageAt(images, index), imageAt(paddedImages, index));
  }

  return {
    pad(from, to, batch) {
      forEachImage(batch, from, to, (image, padded) => kernels.padImage({ image, padded, placement }));
    },
    crop(from, to, batch) {
      forEachImage(batch, to, from, (image, padded) => kernels.cropImage({ image, padded, placement }));
    },
  };
}
