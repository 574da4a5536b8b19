import { plural } from "../plural.ts";

export const typeChecking = {
  noMore: (cell: string) => `${cell}: no more problems.`,
  inCheck: "In the check",
  line: (line: number) => `Line ${line}`,
  notRenamed: (cell: string) =>
    `Nothing was renamed, since the cell “${cell}” has changed meanwhile. Try again.`,
  stopped:
    "Type checking has stopped because of an internal error. Editing and running work without it; focus a cell's code to start it again.",
  works: "Type checking works now.",
  notLoaded:
    "Couldn't load type checking. Editing and running work without it; focus another cell to try again.",
  nothing: "Nothing is known about this.",
  description: "Description",
  foundBefore: (problems: number) => `${plural(problems, "problem", "problems")} found before running`,
  more: (number: number) => `and ${number} more`,
  problemsOf: (cell: string) => `Problems of ${cell}`,
  renamed: (places: number, cells: number) =>
    `Renamed in ${plural(places, "place", "places")} of ${plural(cells, "cell", "cells")}.`,
  declaredIn: (cell: string, line: number) => `Declared in ${cell}, line ${line}.`,
  belongsTo: (module: string) => `This belongs to ${module}.`,
  notDeclared: "No cell declares this.",
  noName: "There is no name to change here.",
  nothingToFormat: "Nothing to format.",
  formatted: "Formatted.",
  rename: (name: string) => `Rename “${name}”`,
  newName: "New name, in all cells of this lesson",
  renameNow: "Rename",
  form: (number: number, all: number) => `${number} of ${all} forms`,
};
