import { plural } from "../plural.ts";

export const values = {
  gone: "The tensor is no longer in memory. Run the cell again to see its values.",
  count: (all: number, shown: number) =>
    `${plural(all, "variable", "variables")}${shown < all ? `; the first ${shown} are shown` : ""}.`,
  title: "Variables",
  goTo: (cell: string, name: string) => `Go to ${cell}, which declares ${name}`,
  refresh: "Refresh",
  none: "There are no variables: no cell has run since the page was opened or the runtime ended.",
  asking: "Asking the runtime. If a cell computes without a pause, the answer comes after it.",
  declaredNone: "The cells that ran have declared nothing.",
};
