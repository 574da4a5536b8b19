export const announcements = {
  allPassed: " All checks passed.",
  lossIsNaN: " But the loss is not a number.",
  lossIsNaNIn: (cells: string) => ` But the loss is not a number in: ${cells}.`,
  notSolved: (message: string) => ` Not solved yet: ${message}`,
  done: (what: string, time: string) => `${what} done in ${time}.`,
  failed: (cell: string, name: string, message: string) => `${cell} failed: ${name}: ${message}`,
  share: (percent: string) => `, ${percent} of it`,
  epoch: (cell: string, epoch: number, epochs: number, share: string) =>
    `${cell}: epoch ${epoch} of ${epochs}${share}.`,
  waiting: (what: string) => `The page is still loading. Then it runs ${what}.`,
  running: (what: string) => `Running ${what}.`,
  failedLate: (cell: string, name: string, message: string) =>
    `${cell} failed after its end: ${name}: ${message}`,
  reset: (cell: string) => `${cell} was reset.`,
  restarted: "The runtime was restarted.",
  lost: "The runtime has ended, and all variables are lost.",
  stopped: (cell: string) => `${cell} was stopped.`,
  cellsAbove: (cell: string) => `the cells above ${cell}`,
  dependents: (cell: string) => `what depends on ${cell}`,
  allCells: "all cells",
  staleCells: "what is out of date",
  theChecks: "the checks",
};
