import { plural } from "../plural.ts";

export const work = {
  title: "Your work",
  download: "Download my work",
  downloadAtLength: "Your code and solved exercises in one file, to continue elsewhere or to hand in",
  open: "Open a work file",
  openAtLength: "Yours, to continue with it, or a student's, to review it",
  linkDamaged:
    "The code in this link is damaged, possibly because a program shortened the link. Ask for it again, or for the work file. Your own work is unchanged.",
  linkNewer:
    "This link was made by a newer version of this page. Reload the page to get the newest version, and open the link again. Your own work is unchanged.",
  linkTooLong:
    "The code in this link is longer than this page allows. Ask for the work file instead. Your own work is unchanged.",
  notYours: (cells: number) => `You did not write the code of ${cells === 1 ? "this cell" : "these cells"}:`,
  consentTitle: "Run someone else's code?",
  sandboxed:
    "It runs in the page's sandbox, as every cell does: it can reach neither the network nor your files nor what you have saved.",
  cancel: "Cancel",
  runIt: "Run it",
  tooLongTitle: "The code is too long for a link",
  tooLong:
    "Programs shorten links of this length. To pass your code on, choose “Download my work” in the menu More.",
  linkCopiedWithCode: (cell: string) => `The link to ${cell} is copied, with your code.`,
  linkCopied: (cell: string) => `The link to ${cell} is copied.`,
  copyThisLink: "Copy this link",
  copyByHand: "The browser doesn't let the page copy anything. Copy the link yourself:",
  amount: (changed: number, added: number, solved: number, answered: number) =>
    `${plural(changed, "changed cell", "changed cells")}${added === 0 ? "" : `, ${plural(added, "added one", "added ones")}`}, ${plural(solved, "exercise", "exercises")} solved${answered === 0 ? "" : `, ${plural(answered, "quiz", "quizzes")} answered`}`,
  nameless: "Work without a name",
  workOf: (author: string) => `The work of ${author}`,
  withoutWeights: " Without the weights, the download works.",
  oneFile: (amount: string) =>
    `One file with all your work on this lesson: ${amount}. Open it in any browser to continue there, or hand it in.`,
  withWeights: (models: string) => `With the weights of ${models}`,
  handed: "The file with your work was handed to the browser.",
  yourName: "Your name, if you hand the file in (optional)",
  downloadNow: "Download",
  linkElsewhere: (cell: string) =>
    `The link carries code for a cell “${cell}”, which this lesson does not have. It may belong to another lesson or to another version of this one.`,
  leaveReviewLink: "Leave the review first, and then open the link again.",
  codeOfLink: (cell: string) =>
    `The cell ${cell} has the code of a link now. It runs only when you ask for it.`,
  partMissing: "This part of the page could not be loaded. Check your connection.",
  loadWeights: "Load the weights",
  hasWeights: (models: string) =>
    `The file has the trained weights of ${models}. Run the cell that builds it first.`,
  weightsLoaded: (models: string) => `The weights of ${models} are those of the file.`,
  modelNotSaved: (variable: string) =>
    `The model in ${variable} cannot be saved: it has parts that a file cannot hold.`,
  noModel: (variable: string) =>
    `There is no model in the variable ${variable} yet. Run the cell that builds it, and try again.`,
  noAnswer: "The runtime does not answer. Stop what is running, and try again.",
  modelsGone: "The runtime has ended, and its models with it.",
  saved: (time: string, amount: string, models: string) =>
    `Saved ${time}: ${amount}${models === "" ? "" : `, trained weights of ${models}`}.`,
  onlyInFile: (cells: string) => `Not in this lesson, only in the file: ${cells}.`,
  takeOver: "Take over",
  takeOverAtLength: (hasCode: boolean, hasAnswers: boolean): string => {
    const code =
      "puts this code into your cells. Your own code is kept beside it, so you can go back cell by cell.";
    if (!hasAnswers) return code;
    return hasCode
      ? `${code} Your answers to quizzes are replaced by those of the file; Undo brings them back.`
      : "replaces your answers to quizzes with those of the file. Undo brings them back.";
  },
  review: "Review",
  reviewAtLength: "shows the file read-only and leaves your work as it is.",
  notOpened: "The file was not opened",
  unchanged: (reason: string) => `${reason} Your own work is unchanged.`,
  fileTooLarge: (size: number, most: number) =>
    `The file has ${size} MB, and a work file at most ${most}. Download the work again, without the trained weights.`,
  notRead: (reason: string) =>
    `The browser could not read it (${reason}). Copy it to this machine and try again.`,
  otherVersion: "The lesson has changed since, or the file comes from another version of it.",
  differs: "What differs from what you have here:",
  downloadMine: "Download mine first",
  same: "the same",
  changedInFile: "unchanged here, changed in the file",
  changedBoth: "you have changed it too, differently",
  readOnly: (time: string, amount: string) => `Read-only, saved ${time}. The file says: ${amount}.`,
  changed: "Changed:",
  notInLesson: (cells: string) =>
    `Not in this lesson: ${cells}. The file may belong to another version of it.`,
  notChecked: (exercises: number) =>
    `Not checked here yet: ${plural(exercises, "exercise", "exercises")} with checks.`,
  checked: (passed: number, all: number, open: number) =>
    `Checked here: ${passed} of ${all} solved${open > 0 ? `, ${open} not checked` : ""}.`,
  reviewLabel: "Review",
  stopChecks: "Stop the checks",
  rerunChecks: "Re-run the checks",
  leaveReview: "Leave the review",
  noChecks: "This lesson has no checks.",
  notSaved: (reason: string) => `Nothing was saved, since the file could not be opened again. ${reason}`,
  cellsTooLong: (most: number, cells: string) =>
    `A cell may have ${most} characters, and these have more: ${cells}. Copy your code from them to a file of your own, reset them, and download again.`,
  titleTooLong: (most: number) =>
    `The title of the lesson is longer than ${most} characters. Copy your code to a file of your own, and ask the author of the lesson for a shorter title.`,
  withWeightsTooLarge: (size: number, most: number) =>
    `It would have ${size} MB, and a work file at most ${most}. Download your work without the weights.`,
  tooLarge: "Your work is too large for one file. Copy your code to files of your own.",
  reviewing: "You are reviewing a work file, read-only. Your own work comes back when you leave the review.",
  takenOver: (cells: number, added: number, hasControls: boolean, hasAnswers: boolean) =>
    [
      cells === 0
        ? added > 0 && `${plural(added, "cell", "cells")} of the file ${added === 1 ? "was" : "were"} added.`
        : `${plural(cells, "cell", "cells")} now ${cells === 1 ? "has" : "have"} the code of the file${added === 0 ? "" : `, and ${plural(added, "cell", "cells")} of it ${added === 1 ? "was" : "were"} added`}.`,
      hasControls && "Controls are set as in the file.",
      hasAnswers &&
        "Quizzes are answered as in the file: its answers replace yours, and Undo brings them back.",
      cells + added > 0 && "The file's code runs only when you ask for it.",
      cells + added === 0 && !hasControls && !hasAnswers && "None of your code has changed.",
    ]
      .filter((sentence) => sentence !== false)
      .join(" "),
  leaveReviewUndo: "Leave the review first, and then undo.",
  asBefore: "Your work is as it was before the file was opened.",
  damagedAt: (path: string | null) =>
    `The work file is damaged${path === null ? "" : ` at “${path}”`}: it has something there that this page cannot use. Download it again from where you got it, or ask its author to.`,
  damaged:
    "The work file is damaged: its end is missing or something in it was changed. Download it again from where you got it, or ask its author to.",
  notAWorkFile:
    "This is not a work file. Choose a file that “Download my work” has made; its name ends in .json.",
  newer: (version: number, known: number) =>
    `The file was made by a newer version of this page (its format is ${version}, this page reads ${known}). Reload the page to get the newest version. If that does not help, open the file on the site where it was made.`,
  otherLesson: (title: string) =>
    `The file belongs to another lesson, “${title}”. Go to that lesson and open the file there.`,
};
