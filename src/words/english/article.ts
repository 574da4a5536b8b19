export const article = {
  callouts: { note: "Note", tip: "Tip", warning: "Warning", caution: "Caution", important: "Important" },
  output: "Output",
  exercise: (number: number) => `Exercise ${number}`,
  exercisesSolved: "Exercises solved",
  commaSolved: ", solved",
  contents: "Contents",
  useSolution: "Put the solution into the cell",
  solved: "✓ solved",
  hint: "Hint",
  hintOf: (index: number, all: number) => `Hint ${index} of ${all}`,
  solutionLater: "The solution appears here once you have run code of your own.",
  solution: "Solution",
  onlyPart: "This link shows only a part of the lecture.",
  showAll: "Show all of it",
  draft: "Draft: not published while its front matter says so",
  needsJavaScript: "The cells and figures of this page need JavaScript. The rest can be read without it.",
  editingHelp:
    "Press Enter to edit the code. In the editor, Tab indents, Escape leaves it, Control Enter or Command Enter runs the cell, Shift Enter runs it and moves on to the next cell, and Alt Enter runs it and adds one below. On a cell outside its editor, the question mark lists more keys.",
  ownMachine: "runs on your own machine",
  listing: (language: string) => `Listing, ${language}`,
  neighbours: "Previous and next lesson",
  previous: "Previous",
  next: "Next",
  colab: "Run in Colab",
  notebook: "Download notebook",
  openedAsFile:
    "You opened this page as a file, where browsers run no cells or figures: to use them, start a web server in the site's folder, for example with",
  notStarted:
    "A part of this page could not be loaded, and without it nothing here can be run. Check your connection and reload the page.",
  openedAsFileEnd: ", and open the address that it prints.",
  skip: "Skip to the text",
  footer:
    "Made with Lectern. Everything on this page is computed on your own machine. Nothing you write leaves it.",
  folderDamaged:
    "Cells and figures do not work, because files of this folder are missing or damaged. Copy the whole folder again.",
  fileDamaged:
    "This file is incomplete or damaged, so cells and figures may not work. It may have been cut off when it was copied or downloaded. Get a new copy of it.",
  problem: "Problem in the lesson",
  searchLesson: "Search this lesson",
  searchLessons: "Search the lessons",
  solvedCount: (count: number, total: number) => `: ${count} of ${total}`,
};
