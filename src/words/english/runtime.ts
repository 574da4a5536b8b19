export const runtime = {
  declaredAbove: (cell: string) => `The cell “${cell}” above declares it: run that cell first.`,
  declaredBelow: (cell: string) => `Only the cell “${cell}” below declares it: run that cell first.`,
  orImport: (statement: string) => `Or import it here: ${statement}`,
  notDefined: (name: string, remedy: string) => `${name} is not defined. ${remedy}`,
  awaitOpenFile: "Only a cell that runs can ask for a file. Write `await` before `openFile`.",
  anotherAsked: "Another file is being asked for.",
  cellEnded: "The cell has ended before a file was chosen.",
  cellStopped: "The cell was stopped.",
  anotherRead: "Another file is being read.",
  endedAtStart: "The runtime ended while it started.",
  crashed: "The runtime crashed.",
  stopped: "The runtime was stopped.",
  restarted: "The runtime was restarted.",
  crashedAtStart:
    "The runtime crashed at once. A file of it may have arrived damaged: press Run to load it again.",
  crashedMemory: "The runtime crashed, possibly because it ran out of memory.",
  unresponsive: "The runtime no longer responds.",
  notAMessage: "The runtime sent something that is not a message.",
  flooded: "The runtime sent more messages than allowed.",
  frame: "Runtime of the cells",
  notLoadedStatus: (status: number, file: string) =>
    `Couldn't load the runtime: the site responded with status ${status} for ${file}.`,
  webPage:
    "Couldn't load the runtime: the network sent a web page instead. You may have to sign in to it. Then press Run to try again.",
  notLoaded: "Couldn't load the runtime. Check your connection and press Run to try again.",
};
