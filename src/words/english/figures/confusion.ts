export const confusion = {
  mistake: (actual: string, predicted: string, number: number) =>
    `${actual} classified as ${predicted} (${number})`,
  accuracy: (percent: string) => `Accuracy: ${percent}.`,
  chosen: (pair: string, images: string) => `Chosen: ${pair}, ${images}.`,
  correct: (actual: string) => `${actual}, classified correctly`,
  classifiedAs: (actual: string, predicted: string) => `${actual}, classified as ${predicted}`,
  classifying: "The network is classifying images it was not trained on.",
  noMistakes: "No mistakes.",
  mistakes: (list: string) => `Most frequent mistakes: ${list}.`,
  first: (shown: number, all: string) => `The first ${shown} of ${all}.`,
  label: "Confusion matrix",
  classifyingNumber: (images: string) =>
    `The network is classifying ${images} images it was not trained on …`,
  notCounted: (images: string, all: string) =>
    `${images} of ${all} not counted: the network’s outputs are NaN (not a number).`,
  accuracyOf: (percent: string, images: string) => `Accuracy: ${percent} of ${images}.`,
  axes: "rows: actual class · columns: predicted class · percent",
  share: (label: string, number: number, all: number, percent: string) =>
    `${label}: ${number} of ${all}, ${percent}`,
  matrix: "Confusion matrix: rows are actual classes, columns predicted ones",
};
