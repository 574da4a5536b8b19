import type { FigureModule } from "./figure.ts";

const modules = import.meta.glob<FigureModule["attributes"] | undefined>("./*/index.tsx", {
  import: "attributes",
  eager: true,
});

/** What a lesson may write in the div of each figure: the attribute schemas by the figure's name, its file's. */
export const figureSchemas: ReadonlyMap<string, FigureModule["attributes"]> = new Map(
  Object.entries(modules).flatMap(([path, attributes]) =>
    attributes === undefined ? [] : [[path.slice("./".length, -"/index.tsx".length), attributes]],
  ),
);
