export const work = {
  title: "Your work",
  download: "Download my work",
  downloadAtLength: "Your code and solved exercises in one file, to go on elsewhere or to hand in",
  open: "Open a work file",
  openAtLength: "Yours, to go on with it, or a student's, to review it",
};
