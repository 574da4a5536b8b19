import type { receptiveField as english } from "../../english/figures/receptive-field.ts";

export const receptiveField: typeof english = {
  sees: (unit: string, rows: string, columns: string) =>
    `${unit} sieht Zeilen ${rows} und Spalten ${columns} der Eingabe`,
  andPadding: " (und Padding)",
  inputSize: (size: string) => `Eingabe ${size}`,
  layerSees: (number: number, layer: string, size: string, field: string) =>
    `Schicht ${number} (${layer}) ${size}, sieht ${field}`,
  layerUnfit: (number: number, reason: string) => `Schicht ${number} passt nicht. ${reason}`,
  dilation: (number: number) => `, Dilatation ${number}`,
  pool: "-Pooling",
  weights: (weights, field) =>
    `Mit überall einem Kanal hat dieser Stapel ${weights} Gewichte; ein einzelner Kernel, der ${field} × ${field} Felder sieht, hat ${field * field}.`,
  paths:
    "Je kräftiger die Farbe eines Feldes, desto mehr Wege führen von ihm zur Einheit. Nichts außerhalb des Rahmens erreicht die Einheit.",
  range: (first: number, last: number, padding: string) => `${first} bis ${last}${padding}`,
  fieldSum: (level, steps, dilation, cells) =>
    `was eine Einheit (${level}) sieht, und ${steps} ${steps === 1 ? "weiterer Schritt" : "weitere Schritte"}${dilation > 1 ? ` im Abstand ${dilation}` : ""} von ${cells} ${cells === 1 ? "Feld" : "Feldern"}`,
  label: "Rezeptive Felder",
  layerFault: (number: number, reason: string) => `Schicht ${number}: ${reason}`,
  ownStack: "Eigene",
  removeLayer: (number: number) => `Schicht ${number} entfernen`,
  layerNumber: (number: number) => `Schicht ${number}`,
  is: "ist",
  convolution: "Faltung",
  pooling: "Pooling",
  stacks: {
    "small-kernels": "Drei 3 × 3",
    "large-kernel": "Ein 7 × 7",
    pooling: "Mit Pooling",
    stride: "Mit Schrittweite",
    dilation: "Dilatiert",
  },
  layers: "Schichten",
  addLayer: "Schicht hinzufügen",
  layerName: (number: number) => `Schicht ${number}`,
  level: "Ebene",
  cells: "Felder",
  unitSees: "Eine Einheit sieht",
  unfit: "passt nicht",
  unitsOf: (level: string, size: string) =>
    `Einheiten (${level}), ${size}. Bild auf und Bild ab wechseln die Ebene.`,
  smallerOr: (isDilated) =>
    `Einen kleineren Kernel${isDilated ? " oder eine kleinere Dilatation" : ""}, das Padding „same“ oder darunter kleinere Schrittweiten wählen.`,
  smallerKernel: "Einen kleineren Kernel oder darunter kleinere Schrittweiten wählen.",
  theInput: "die Eingabe",
};
