import { plural } from "../plural.ts";

export const training = {
  logHanded: "The log was handed to the browser.",
  pausing: "The training pauses after the current batch.",
  oneBatch: "One batch.",
  goesOn: "Training continues.",
  rateIs: (rate: string) => `The learning rate is ${rate}.`,
  cannotContinue: (reason: string) => `The training cannot continue: ${reason}`,
  notSaved:
    "This browser can't save the training: its storage is full or denied. After a reload it would begin again.",
  trained: (epochs: number, when: string) =>
    `This network was trained (${plural(epochs, "epoch", "epochs")}) and saved on ${when}.`,
  codeChanged: (what: string, cells: readonly string[]) =>
    `${what} It cannot continue, because ${cells.join(" and ")} ${cells.length === 1 ? "was" : "were"} changed since. Undo that, or run the cell to train again.`,
  restore: "Restore the trained network",
  continueAfter: (epochs: number) => `Continue after epoch ${epochs}`,
  discardOf: (cell: string) => `Discard the saved training of ${cell}`,
  discard: "Discard",
  cutOff: (epochs: number, total: number, when: string) =>
    `This training was cut off: epoch ${epochs} of ${total} was saved on ${when}.`,
  ownChanged: (what: string) =>
    `${what} The code of this cell was changed since; the saved network would continue with it.`,
  canRestore: (what: string) => `${what} Its weights can be restored without training.`,
  goesOnFrom: (what: string) =>
    `${what} Weights and optimizer continue from there; only the order of the samples will differ.`,
  moreLines: (lines: number) => `${lines} more ${lines === 1 ? "line" : "lines"}`,
  sameCode: "the same code",
  without: (lines: string) => `without ${lines}`,
  rateChanged: (rate: string) => `, learning rate changed to ${rate}`,
};
