import type { weightSharing as english } from "../../english/figures/weight-sharing.ts";
import { plural } from "../../plural.ts";

export const weightSharing: typeof english = {
  times: (number: string) => `das ${number}-Fache der Faltung`,
  caption: "Parameter und Multiplikationen dreier Schichten mit gleicher Ein- und Ausgabe",
  layer: "Schicht",
  parameters: "Parameter",
  multiplications: "Multiplikationen",
  eachLine: "jede Linie: × 10",
  labels: { dense: "vollverbundene Schicht", local: "lokale Fenster", convolution: "Faltung" },
  cells: (number: number) => `${number} Eingaben und ${number} Ausgaben entlang einer Achse.`,
  sizes: (image, channels, filters, kernel) =>
    `Bild ${image} × ${image} × ${channels}, ${plural(filters, "Filter", "Filter")} von ${kernel} × ${kernel}.`,
  parameterCounts: (list: string) => `Parameter: ${list}.`,
  connections: (number: number, weights: number) => `${number} Verbindungen, ${weights} Gewichte`,
  outputSees: (total, inputs) => `${total}; diese Ausgabe sieht ${plural(inputs, "Eingabe", "Eingaben")}`,
  weightUsed: (total, times) =>
    `${total}; dieses Gewicht wird ${times === 1 ? "einmal" : `${times}-mal`} verwendet`,
  ideas: {
    dense: "Jede Ausgabe hat ein Gewicht für jede Eingabe.",
    local: "Jede Ausgabe sieht nur ihre Umgebung, mit eigenen Gewichten.",
    convolution: "Alle Ausgaben verwenden dieselben wenigen Gewichte.",
  },
  highlight: "Hervorheben",
  whatOutputSees: "Was eine Ausgabe sieht",
  whereWeightUsed: "Wo ein Gewicht verwendet wird",
  output: "Ausgabe",
  weight: "Gewicht",
  label: "Geteilte Gewichte",
  image: "Bild",
};
