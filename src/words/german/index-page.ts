import type { indexPage as english } from "../english/index-page.ts";

export const indexPage: typeof english = {
  title: "Vorlesungen zum Lesen, Ausführen und Verändern",
  description: "Interaktive Vorlesungen, die im Browser laufen.",
  noLesson: "Es gibt noch keine Lektion. Eine Markdown-Datei im Ordner der Lektionen anlegen.",
  standfirst:
    "Jede Vorlesung ist eine Seite mit interaktiven Abbildungen und Code, der im Browser läuft, auf dem eigenen Gerät.",
  moreLessons: "Weitere Lektionen",
  draft: "Entwurf",
};
