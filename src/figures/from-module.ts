import * as v from "valibot";
import type { Figure, FigureModule } from "./figure.ts";

/** A figure of the old contract as one of the new; goes when every figure uses `defineFigure`. */
export function fromModule(module: { readonly default: Figure } | FigureModule): Figure {
  if ("default" in module) return module.default;
  const { attributes, height, mount } = module;
  return {
    attributes,
    reservedHeight(written) {
      const parsed = v.safeParse(attributes, written);
      return parsed.success ? height(parsed.output) : null;
    },
    mount(host, written, context) {
      const parsed = v.safeParse(attributes, written);
      if (!parsed.success) throw new Error(parsed.issues.map(({ message }) => message).join(" "));
      return mount(host, parsed.output, context);
    },
  };
}
