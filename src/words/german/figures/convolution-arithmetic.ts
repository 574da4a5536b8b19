import type { convolutionArithmetic as english } from "../../english/figures/convolution-arithmetic.ts";

export const convolutionArithmetic: typeof english = {
  given: ({ input, kernel, padding, stride, dilation }) =>
    `Eingabe ${input} × ${input}, Kernel ${kernel} × ${kernel}, Padding ${padding}, Schrittweite ${stride}, Dilatation ${dilation}.`,
  output: (side) => `Ausgabe ${side} × ${side}`,
  positions: (n) => (n === 1 ? "eine Position" : `${n} Positionen`),
  reach: (isOne, cells) => `, ${isOne ? "die" : "jede bedeckt"} ${cells} Felder${isOne ? " bedeckt" : ""}`,
  distance: (cells) => `, im Abstand von ${cells} Feldern`,
  unused: (cells) =>
    ` Eine weitere ginge über das Ende hinaus, daher ${cells === 1 ? "wird das letzte Feld" : `werden die letzten ${cells} Felder`} nie bedeckt.`,
  axis: (positions: string, reach: string, distance: string, unused: string) =>
    `Entlang einer Achse hat der Kernel ${positions}${reach}${distance}.${unused}`,
  noCells: "keine",
  sees: (row: number, column: number, rows: string, columns: string) =>
    `Ausgabe Zeile ${row}, Spalte ${column}: sieht Zeilen ${rows} und Spalten ${columns} der Eingabe`,
  tooLarge: (covered: number, cells: number) =>
    `Entlang einer Achse bedeckt der Kernel ${covered} Felder, es gibt aber nur ${cells}.`,
  underKernel: (cell: string) => `${cell}: unter dem Kernel`,
  inPadded: (side) => ` in ${side} × ${side} mit Padding`,
  inputLabel: (side, padding) => `Eingabe, ${side} × ${side}, Padding ${padding}`,
  outputLabel: (side) => `Ausgabe, ${side} × ${side}`,
  noOutput: "Keine Ausgabe",
  label: "Arithmetik der Faltung",
  presets: {
    neither: "Ohne beides",
    padding: "Padding",
    stride: "Schrittweite",
    both: "Beides",
    dilation: "Dilatation",
  },
  settings: {
    input: "Eingabe n",
    kernel: "Kernel k",
    padding: "Padding p",
    stride: "Schrittweite s",
    dilation: "Dilatation d",
  },
  presetsLabel: "Fertige Einstellungen",
  lessThanOne: ", kleiner als 1",
};
