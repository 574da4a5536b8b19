import * as v from "valibot";
import type { FigureModule, ReservedHeight } from "./figure.ts";

const modules = import.meta.glob<Partial<FigureModule>>("./*/index.tsx", { eager: true });

/** How high a figure will be, for the page that is made before it is drawn; null where it does not say. */
export function reservedHeight(
  name: string,
  attributes: Readonly<Record<string, string>>,
): ReservedHeight | null {
  const module = modules[`./${name}/index.tsx`];
  if (module?.attributes === undefined || module.height === undefined) return null;
  const chosen = v.safeParse(module.attributes, attributes);
  return chosen.success ? module.height(chosen.output) : null;
}
