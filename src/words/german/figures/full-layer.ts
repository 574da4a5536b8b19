import type { fullLayer as english } from "../../english/figures/full-layer.ts";
import { plural } from "../../plural.ts";

export const fullLayer: typeof english = {
  through: (image: string, filters: string, activation: string) =>
    `${image} durch ${filters}; Aktivierung ${activation}.`,
  map: (number: number) => `Karte ${number}`,
  withBias: (bias: string, biased: string, activation: string, activated: string) =>
    `mit dem Bias ${bias} ist es ${biased} und nach ${activation} ${activated}.`,
  size: (filters) =>
    `${plural(filters, "Filter", "Filter")} mit je 3 × 3 Gewichten und einem Bias: ${filters}·(9 + 1) = ${filters * 10} Parameter. Die Ausgabe der Schicht ist 28 × 28 × ${filters}`,
  shares: (size: string, first: string, last: string) =>
    `${size}; ${first} und ${last} der Werte in ihren Karten sind größer als 0.`,
  filter: (number: number, name: string, bias: string) => `Filter ${number} ${name}, Bias ${bias}`,
  filterLabel: (number: number, name: string) => `Filter ${number}, ${name}`,
  bias: "Bias",
  mapLabel: (number: number, title: string) => `Karte ${number}, ${title}`,
  label: "Eine ganze Faltungsschicht",
  activation: "Aktivierung",
  filterAndBias: "Filter und Bias",
  convolution: "Faltung",
  plusBias: "+ Bias",
  imageIs: (name: string) => `Bild: ${name}`,
  sums: "Summen",
};
