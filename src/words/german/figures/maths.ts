import type { maths as english } from "../../english/figures/maths.ts";

export const maths: typeof english = {
  ifAbove: "falls",
  otherwise: "sonst",
  names: {
    input: "Eingabe",
    kernel: "Kernel",
    padding: "Padding",
    stride: "Schrittweite",
    dilation: "Dilatation",
  },
  invalid: (name: string, value: number, least: number) =>
    `${name}: ${value}. Nötig ist eine ganze Zahl von mindestens ${least}.`,
  chooseValid: (name: string, least: number) => `${name}: eine ganze Zahl von mindestens ${least} wählen.`,
  coversDilated: (kernel: number, same: number, dilation: number, cells: number) =>
    `Der ${kernel} × ${same}-Kernel mit Dilatation ${dilation} bedeckt ${cells} Felder`,
  covers: (cells: number) => `Der Kernel bedeckt ${cells} Felder`,
  availablePadded: (cells: number) => `die Eingabe mit ihrem Padding hat nur ${cells}`,
  available: (cells: number) => `die Eingabe hat nur ${cells}`,
  smallerDilated: "einen kleineren Kernel oder eine kleinere Dilatation",
  smaller: "einen kleineren Kernel",
  fitsNowhere: (covers: string, available: string) =>
    `${covers}, aber ${available}: Er passt nirgends, also gibt es keine Ausgabe.`,
  remedy: (smaller: string, missing: number, padding: number) =>
    `${smaller}, eine um ${missing} größere Eingabe oder Padding ${padding} wählen.`,
  groups: (groups: number, channels: number, filters: number) =>
    `${groups} Gruppen teilen die ${channels} Eingabekanäle und ${filters} Filter nicht gleichmäßig auf.`,
  windowTooLarge: (kernel: number, same: number, height: number, width: number) =>
    `Ein Fenster von ${kernel} × ${same} passt nicht in eine Eingabe von ${height} × ${width}. Ein kleineres Fenster, Padding oder eine größere Eingabe wählen.`,
};
