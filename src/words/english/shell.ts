import { plural } from "../plural.ts";

export const shell = {
  memory: (tensors: string, size: string) => `Memory: ${tensors}, ${size}.`,
  perStep: (duration: string) => ` · ${duration} per step`,
  notStarted: "not started",
  starting: "starting …",
  ended: "ended",
  ready: "ready",
  offAtLength: "The runtime starts when you run the first cell, on your own machine.",
  startingAtLength: "The runtime is starting on your own machine.",
  endedAtLength: "The runtime has ended, and all variables are lost. Running a cell starts a new one.",
  readyAtLength: "The runtime is ready.",
  contents: "Contents",
  more: "More",
  notices: "Notices",
  dismiss: "Dismiss",
  colours: { system: "Colours: as the system", light: "Colours: light", dark: "Colours: dark" },
  runsAll: (cells: number) =>
    `Runs ${plural(cells, "cell", "cells")}: all but exercises and those that the author left out`,
  stopAll: "Stop all",
  runAll: "Run all",
  runStale: (cells: number) => `Run stale (${cells})`,
  restartAtLength: "Restart the runtime and clear all variables",
  restart: "Restart",
  theCell: "The cell",
  runAboveAgain: (cell: string) => `Run the cells above ${cell} again`,
  didNotStart: (reason: string) => `The runtime did not start: ${reason}`,
  gone: "All variables are lost; the last outputs of the cells remain.",
  didNotStop: (cell: string, gone: string) =>
    `${cell} did not stop in time, so the runtime was ended. ${gone}`,
  wasRestarted: (gone: string) => `The runtime was restarted. ${gone}`,
  partMissing: "A part of this page could not be loaded. Check your connection, and try again.",
  failed: (message: string, consequence: string) =>
    `Something on this page failed unexpectedly (${message}). If a part of it no longer works, reload it${consequence}`,
  reload: "Reload",
  wantedFiles: (n: number, names: string) => (n === 1 ? `the file ${names}` : `the ${n} files ${names}`),
  askForFiles: (title: string, location: string, wanted: string) =>
    `${title} is not in ${location}. Choose ${wanted}, or download it.`,
  datasetMissing: (title: string, location: string) =>
    `${title} is not in ${location}. Run the cell again to choose its files.`,
  chooseFiles: "Choose files …",
  download: (size: number) => `Download (${size} MB)`,
  problemsHere: (n: number) => `${plural(n, "problem", "problems")} in this lesson`,
  hide: (what: string) => `Hide ${what}`,
  tryAgain: "Try again",
  drawingForPrint: "Drawing all figures for printing …",
};
