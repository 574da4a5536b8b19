import { plural } from "../plural.ts";

export const counts = {
  minutes: (n: number) => plural(n, "minute", "minutes"),
  figures: (n: number) => plural(n, "figure", "figures"),
  cells: (n: number) => plural(n, "cell", "cells"),
  exercises: (n: number) => plural(n, "exercise", "exercises"),
  tensors: (n: number) => plural(n, "tensor", "tensors"),
  timers: (n: number) => plural(n, "timer", "timers"),
  trainings: (n: number) => plural(n, "training", "trainings"),
  epochs: (n: number) => plural(n, "epoch", "epochs"),
  lines: (n: number) => plural(n, "line", "lines"),
  rows: (n: number) => plural(n, "row", "rows"),
  columns: (n: number) => plural(n, "column", "columns"),
  variables: (n: number) => plural(n, "variable", "variables"),
  otherCells: (n: number) => plural(n, "other cell", "other cells"),
  problems: (n: number) => plural(n, "problem", "problems"),
  lecture: (number: string) => `Lecture ${number}`,
  shown: (part: string, whole: string) => `${part} of ${whole}`,
  and: (first: string, last: string) => `${first} and ${last}`,
};
