import type { counts as english } from "../english/counts.ts";
import { plural } from "../plural.ts";
export const counts: typeof english = {
  minutes: (n: number) => plural(n, "Minute", "Minuten"),
  figures: (n: number) => plural(n, "Abbildung", "Abbildungen"),
  cells: (n: number) => plural(n, "Zelle", "Zellen"),
  exercises: (n: number) => plural(n, "Aufgabe", "Aufgaben"),
  tensors: (n: number) => plural(n, "Tensor", "Tensoren"),
  timers: (n: number) => plural(n, "Timer", "Timer"),
  trainings: (n: number) => plural(n, "Training", "Trainings"),
  epochs: (n: number) => plural(n, "Epoche", "Epochen"),
  lines: (n: number) => plural(n, "Zeile", "Zeilen"),
  rows: (n: number) => plural(n, "Zeile", "Zeilen"),
  columns: (n: number) => plural(n, "Spalte", "Spalten"),
  variables: (n: number) => plural(n, "Variable", "Variablen"),
  otherCells: (n: number) => plural(n, "weitere Zelle", "weitere Zellen"),
  problems: (n: number) => plural(n, "Problem", "Probleme"),
  lecture: (number: string) => `Vorlesung ${number}`,
  shown: (part: string, whole: string) => `${part} von ${whole}`,
  and: (first: string, last: string) => `${first} und ${last}`,
};
