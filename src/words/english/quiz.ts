export const quiz = {
  chooseOne: "Choose one answer.",
  chooseSeveral: "Choose all answers that are right.",
  check: "Check",
  startOver: "Start over",
  rightAnswer: "✓ right",
  wrongAnswer: "✗ wrong",
  solutionLater: "The solution appears here once you have checked an answer of your own.",
  areRight: (letters: readonly string[]) =>
    letters.length === 1
      ? `${letters[0]} is right.`
      : `${letters.slice(0, -1).join(", ")} and ${letters.at(-1)} are right.`,
  verdicts: {
    right: "✓ Right.",
    incomplete: "Right so far, but there are more.",
    wrong: "✗ Not right yet. Change your answer and check it again.",
    "nothing-chosen": "Choose an answer first.",
  },
};
