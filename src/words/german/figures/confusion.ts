import type { confusion as english } from "../../english/figures/confusion.ts";

export const confusion: typeof english = {
  mistake: (actual: string, predicted: string, number: number) => `${actual} als ${predicted} (${number})`,
  accuracy: (percent: string) => `Genauigkeit: ${percent}.`,
  chosen: (pair: string, images: string) => `Gewählt: ${pair}, ${images}.`,
  correct: (actual: string) => `${actual}, richtig klassifiziert`,
  classifiedAs: (actual: string, predicted: string) => `${actual}, klassifiziert als ${predicted}`,
  classifying: "Das Netz klassifiziert Bilder, mit denen es nicht trainiert wurde.",
  noMistakes: "Keine Fehler.",
  mistakes: (list: string) => `Häufigste Fehler: ${list}.`,
  first: (shown: number, all: string) => `Die ersten ${shown} von ${all}.`,
  label: "Konfusionsmatrix",
  classifyingNumber: (images: string) =>
    `Das Netz klassifiziert ${images} Bilder, mit denen es nicht trainiert wurde …`,
  notCounted: (images: string, all: string) =>
    `${images} von ${all} nicht gezählt: Die Ausgaben des Netzes sind NaN (keine Zahl).`,
  accuracyOf: (percent: string, images: string) => `Genauigkeit: ${percent} (${images}).`,
  axes: "Zeilen: wahre Klasse · Spalten: vorhergesagte Klasse · Prozent",
  share: (label: string, number: number, all: number, percent: string) =>
    `${label}: ${number} von ${all}, ${percent}`,
  matrix: "Konfusionsmatrix: Zeilen sind wahre Klassen, Spalten vorhergesagte",
};
