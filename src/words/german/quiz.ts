import type { quiz as english } from "../english/quiz.ts";

export const quiz: typeof english = {
  chooseOne: "Eine Antwort auswählen.",
  chooseSeveral: "Alle richtigen Antworten auswählen.",
  check: "Prüfen",
  startOver: "Von vorn beginnen",
  rightAnswer: "✓ richtig",
  wrongAnswer: "✗ falsch",
  solutionLater: "Die Lösung erscheint hier, sobald eine eigene Antwort geprüft wurde.",
  areRight: (letters: readonly string[]) =>
    letters.length === 1
      ? `${letters[0]} ist richtig.`
      : `${letters.slice(0, -1).join(", ")} und ${letters.at(-1)} sind richtig.`,
  verdicts: {
    right: "✓ Richtig.",
    incomplete: "Bis hierhin richtig, aber es fehlen noch Antworten.",
    wrong: "✗ Noch nicht richtig. Bitte die Antwort ändern und erneut prüfen.",
    "nothing-chosen": "Bitte zuerst eine Antwort auswählen.",
  },
};
