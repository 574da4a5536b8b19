import type { OperationPlan, PlacementPlan, PoolingPlan } from "../architecture.ts";
import { ensure, imageOf, type LayerInfo, nameOf, pairOf, twoPairsOf, windowOf } from "./layer-info.ts";

export function readPooling(type: PoolingPlan["type"], { config, input, output }: LayerInfo): PoolingPlan {
  const window = windowOf(config, config["poolSize"]);
  return { type, input: imageOf(input), output: imageOf(output), window };
}

/** One window, which is the whole image. */
export function readGlobalAverage({ input }: LayerInfo): PoolingPlan {
  const image = imageOf(input);
  const { height: rows, width: columns } = image;
  return {
    type: "averagePooling",
    input: image,
    output: { height: 1, width: 1, channels: image.channels },
    window: { rows, columns, strideRows: rows, strideColumns: columns, padding: "valid" },
  };
}

export function readPadding({ config, input, output }: LayerInfo): PlacementPlan {
  const [[top], [left]] = twoPairsOf(config["padding"]);
  return { type: "padding", input: imageOf(input), output: imageOf(output), top, left };
}

export function readCropping({ layer, input, output }: LayerInfo): PlacementPlan {
  const [[top], [left]] = twoPairsOf(Reflect.get(layer, "cropping"));
  return { type: "cropping", input: imageOf(input), output: imageOf(output), top, left };
}

export function readUpsampling({ layer, config, input, output }: LayerInfo): OperationPlan[] {
  const isNearest = (config["interpolation"] ?? "nearest") === "nearest";
  ensure(isNearest, `${nameOf(layer)} has the interpolation "${String(config["interpolation"])}"`);
  const [rows, columns] = pairOf(config["size"]);
  return [{ type: "upsampling", input: imageOf(input), output: imageOf(output), rows, columns }];
}
