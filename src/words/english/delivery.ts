export const delivery = {
  thisFile: "this file",
  thisFolder: "this folder",
  chosenFiles: "the files that you chose",
  aFile: "a file",
  unknown: (names: string, title: string) => `${names}: not among the files of ${title}, or incomplete.`,
  notInExport: (path: string) => `${path} is not in this export. Get a new copy of this lecture.`,
  damaged: (name: string) => `Couldn't load ${name}: it is damaged. Get a new copy of this lecture.`,
};
