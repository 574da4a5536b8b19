import type { featureMaps as english } from "../../english/figures/feature-maps.ts";

export const featureMaps: typeof english = {
  imageIs: (name: string) => `Bild: ${name}.`,
  selected: (filter: number, sum: string) => `Ausgewählt: Filter ${filter}, ${sum}.`,
  map: (filter: number, name: string, low: string, high: string) =>
    `Filter ${filter}${name}: Karte von ${low} bis ${high}`,
  filter: (number) => `Filter ${number}`,
  weightsOf: (number: number) => `Gewichte von Filter ${number}`,
  mapLabel: (number: number, size: string) => `Merkmalskarte ${number}, ${size}`,
  imageLabel: (name: string, size: string) => `Bild, ${name}, ${size}`,
  label: "Filter und ihre Merkmalskarten",
  at: (filter: number, row: number, column: number) => `Filter ${filter} in Zeile ${row}, Spalte ${column}:`,
  oneEach: ": eine Merkmalskarte pro Filter.",
};
