import type { architectures as english } from "../../english/figures/architectures.ts";
import { plural } from "../../plural.ts";

export const architectures: typeof english = {
  duplicate: "Duplizieren",
  remove: "Entfernen",
  fixEarlier: "Eine frühere Schicht ist unmöglich: zuerst diese ändern.",
  own: "Ein eigenes Netz",
  summary: (network, input, layers, parameters, work) =>
    `${network}: Eingabe ${input}, ${plural(layers, "Schicht", "Schichten")}, ${parameters} Parameter, ${work} MAC-Operationen.`,
  chosen: (what: string) => `Gewählt: ${what}`,
  layer: (label: string, from: string, to: string, parameters: string, work: string) =>
    `${label}, von ${from} nach ${to}, ${parameters} Parameter, ${work} MAC-Operationen.`,
  pool: (size, method, stride) =>
    `${size} × ${size}-${method === "max" ? "Max" : "Average"}-Pooling${stride}`,
  impossible: "Dieses Netz lässt sich nicht bauen: Eine seiner Schichten passt nicht.",
  shares: (parameters: string, work: string) =>
    `${parameters} der Parameter sind in vollverbundenen Schichten, ${work} der Multiplikationen in Faltungen.`,
  theInput: "die Eingabe.",
  earlier: (label: string) => `${label}. Eine frühere Schicht ist unmöglich.`,
  stride: (stride: number) => `, Schrittweite ${stride}`,
  groups: (groups: number) => `, ${groups} Gruppen`,
  conv: (kernel: number, same: number, stride: string, groups: string) =>
    `${kernel} × ${same}-Faltung${stride}${groups}`,
  label: "Architekturen von Faltungsnetzen",
  ownRemark: "Ein eigenes Netz.",
  networks: {
    lecture: {
      label: "Das Netz dieser Vorlesung",
      remark: "Das Netz, das weiter unten mit Fashion-MNIST trainiert wird.",
    },
    "lenet-5": {
      label: "LeNet-5 (1998)",
      remark:
        "LeCun et al. 1998, in der üblichen Form: Jede Karte von C3 sieht alle sechs Karten von S2. (Das Original verbindet sie nur teilweise und zählt 60\u202f000 Parameter.)",
    },
    alexnet: {
      label: "AlexNet (2012), ein Strang",
      remark:
        "Krizhevsky et al. 2012, als ein Strang: Jeder Filter sieht alle Kanäle. Auf zwei GPUs, wie im Artikel, hat es 60\u202f965\u202f224 Parameter.",
    },
    "alexnet-grouped": {
      label: "AlexNet (2012), zwei Gruppen",
      remark:
        "Krizhevsky et al. 2012, wie veröffentlicht: conv2, conv4 und conv5 sind auf zwei GPUs verteilt, und jede Hälfte sieht die Hälfte der Kanäle.",
    },
    "vgg-16": {
      label: "VGG-16 (2014)",
      remark:
        "Simonyan & Zisserman 2014, Konfiguration D: nur Faltungen von 3 × 3, die Seiten werden fünfmal halbiert.",
    },
  },
  network: "Netz",
  undo: "Eigene Änderungen rückgängig machen",
  maximum: "Maximum",
  average: "Mittelwert",
  groupsLabel: "Gruppen",
  method: "Methode",
  window: "Fenster",
  units: "Einheiten",
  sides: "Seiten",
  parameters: (number: string) => `${number} Parameter`,
  weights: "Gewichte",
  biases: (n) => (n === 1 ? "Bias" : "Biases"),
  work: (number: string, weights: string) => `${number} MAC-Operationen = ${weights} Gewichte ·`,
  positions: "Positionen",
  noParameters: "Keine Parameter: In jedem Kanal werden",
  toAverage: "Werte zu ihrem Mittelwert.",
  toMaximum: "Werte zu ihrem Maximum.",
  usedOnce: (number: string) => `Jedes Gewicht wird einmal verwendet: ${number} MAC-Operationen.`,
  compensated: (stride) =>
    `${stride > 1 ? ` / ${stride}, aufgerundet` : ""}: Das Padding gleicht den Kernel aus.`,
  roundedDown: ", abgerundet",
  workColumn: "MAC-Operationen",
  workAtLength: "Multiply-Accumulate-Operationen",
  total: "Summe",
  soFar: "Bisher",
  layerColumn: "Schicht",
  outputColumn: "Ausgabe",
  parametersColumn: "Parameter",
  oneScale: "Höhe, Breite und Kanäle im selben Maßstab",
  twoScales: (ratio: string) => `Höhe und Breite in einem Maßstab, Kanäle in 1/${ratio} davon`,
  folded: (scale: string) => `${scale}; Vektoren sind zu Quadraten mit ebenso vielen Feldern gefaltet.`,
  layerNames: { classes: "Klassen", output: "Ausgabe" },
};
