import type { article as english } from "../english/article.ts";

export const article: typeof english = {
  callouts: { note: "Hinweis", tip: "Tipp", warning: "Warnung", caution: "Vorsicht", important: "Wichtig" },
  output: "Ausgabe",
  exercise: (number: number) => `Aufgabe ${number}`,
  exercisesSolved: "Gelöste Aufgaben",
  commaSolved: ", gelöst",
  contents: "Inhalt",
  useSolution: "Lösung in die Zelle übernehmen",
  solved: "✓ gelöst",
  hint: "Hinweis",
  hintOf: (index: number, all: number) => `Hinweis ${index} von ${all}`,
  solutionLater: "Die Lösung erscheint hier, sobald eigener Code ausgeführt wurde.",
  solution: "Lösung",
  onlyPart: "Zu sehen ist ein Teil dieser Vorlesung, wie im Link verlangt.",
  showAll: "Alles anzeigen",
  draft: "Entwurf: nicht veröffentlicht, solange der Kopf der Lektion das sagt",
  needsJavaScript: "Die Zellen und Abbildungen dieser Seite brauchen JavaScript. Der Rest ist ohne lesbar.",
  editingHelp:
    "Mit der Eingabetaste den Code bearbeiten. Im Editor rückt Tab ein, Esc verlässt ihn, Strg+Eingabe oder Befehl+Eingabe führt die Zelle aus, Umschalt+Eingabe führt sie aus und geht zur nächsten, Alt+Eingabe führt sie aus und fügt darunter eine hinzu. Auf einer Zelle außerhalb des Editors zeigt das Fragezeichen weitere Tasten.",
  ownMachine: "läuft auf dem eigenen Gerät",
  listing: (language: string) => `Programmtext, ${language}`,
  neighbours: "Vorherige und nächste Lektion",
  previous: "Vorherige",
  next: "Nächste",
  colab: "In Colab ausführen",
  notebook: "Notebook herunterladen",
  openedAsFile:
    "Diese Seite wurde als Datei geöffnet, und so führen Browser keine Zellen und Abbildungen aus: Dafür im Ordner der Website einen Webserver starten, zum Beispiel mit",
  notStarted:
    "Ein Teil dieser Seite konnte nicht geladen werden, und ohne ihn lässt sich hier nichts ausführen. Bitte die Verbindung prüfen und die Seite neu laden.",
  openedAsFileEnd: ", und die Adresse öffnen, die er ausgibt.",
  skip: "Zum Text springen",
  footer:
    "Erstellt mit Lectern. Alles auf dieser Seite wird auf dem eigenen Gerät berechnet. Nichts, was hier geschrieben wird, verlässt es.",
  folderDamaged:
    "Zellen und Abbildungen funktionieren nicht, weil Dateien dieses Ordners fehlen oder beschädigt sind. Bitte den ganzen Ordner noch einmal kopieren.",
  fileDamaged:
    "Diese Datei ist unvollständig oder beschädigt, sodass Zellen und Abbildungen vielleicht nicht funktionieren: Womöglich wurde sie beim Kopieren oder Herunterladen abgeschnitten. Bitte eine neue Kopie besorgen.",
  problem: "Problem in der Lektion",
  searchLesson: "Lektion durchsuchen",
  searchLessons: "Lektionen durchsuchen",
  solvedCount: (count: number, total: number) => `: ${count} von ${total}`,
};
