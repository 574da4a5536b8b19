import type { equivariance as english } from "../../english/figures/equivariance.ts";

export const equivariance: typeof english = {
  theImage: (name: string, shift: string) => `Das Bild: ${name}, ${shift}.`,
  kernelIs: (name: string) => `Kernel: ${name}.`,
  dense: (change: string, apart: string) =>
    `Die vollverbundene Schicht mit ihren zufälligen Gewichten hat sich um ${change} geändert, abgesehen von der Verschiebung um ${apart}: Ihre Einheiten haben keine Position im Bild.`,
  across: (right) => `${Math.abs(right)} nach ${right > 0 ? "rechts" : "links"}`,
  along: (down) => `${Math.abs(down)} nach ${down > 0 ? "unten" : "oben"}`,
  and: " und ",
  shifted: (distance: string) => `um ${distance} verschoben`,
  notShifted: "nicht verschoben",
  shiftIt:
    "Beim Verschieben des Bildes zeigt sich, was sich mitbewegt, was gleich bleibt und was keins von beidem tut.",
  movedExactly: (distance: string) =>
    `Die Merkmalskarte hat sich um ${distance} bewegt, genau wie das Bild: Abgesehen von der Verschiebung hat sich nichts geändert.`,
  movedAndChanged: (distance: string, change: string) =>
    `Die Merkmalskarte hat sich um ${distance} bewegt und abgesehen davon um ${change} geändert.`,
  noPooling: "Ohne Pooling bleibt die ganze Verschiebung.",
  nothingLeft: "Nach dem Pooling bleibt nichts von der Verschiebung.",
  pooled: (side: number, same: number, before: string, after: string) =>
    `Pooling über ${side} × ${same} verringert die Änderung von ${before} auf ${after}.`,
  label: "Translationsäquivarianz",
  toTheRight: "Nach rechts",
  down: "Nach unten",
  reset: "Zurücksetzen",
  poolingOver: "Max-Pooling über",
  nothing: "nichts",
  wholeMap: "die ganze Karte",
  units: (number: number) => `${number} Einheiten`,
  afterPooling: "nach dem Pooling",
  denseLayer: "vollverbundene Schicht",
  draw: "zeichnen",
  dragIt: "verschiebbar",
  imageLabel: (shift: string) => `Bild, ${shift}`,
  changedBy: "geändert um",
  apart: "ohne die Verschiebung",
};
