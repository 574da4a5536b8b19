import type * as tf from "@tensorflow/tfjs";
import type { ExploredLayer } from "../../protocol/exploration.ts";

/** Describes each layer for the figures, from the layer's configuration. */
export function describeLayers(model: tf.LayersModel): ExploredLayer[] {
  return model.layers.map((layer) => {
    const config = layer.getConfig();
    return {
      name: layer.name,
      kind: layer.getClassName(),
      shape: singleShape(layer.outputShape)
        .slice(1)
        .map((side) => side ?? 0),
      parameters: layer.countParams(),
      activation: activationName(config["activation"]),
      window: pair(config["kernelSize"] ?? config["poolSize"]),
      strides: pair(config["strides"]),
      padding: config["padding"] === "same" || config["padding"] === "valid" ? config["padding"] : null,
    };
  });
}

/** The shape of a layer's output, including the batch axis; of the first if there are several. */
export function singleShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
  const [first] = shape;
  return Array.isArray(first) ? first : (shape as tf.Shape);
}

function activationName(config: unknown): string | null {
  if (typeof config === "string") return config;
  if (typeof config !== "object" || config === null) return null;
  const name: unknown = Reflect.get(config, "className");
  return typeof name === "string" ? name : null;
}

function pair(value: unknown): [number, number] | null {
  if (typeof value === "number") return [value, value];
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [height, width]: unknown[] = value;
  return typeof height === "number" && typeof width === "number" ? [height, width] : null;
}
