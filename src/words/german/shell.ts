import type { shell as english } from "../english/shell.ts";
import { plural } from "../plural.ts";
export const shell: typeof english = {
  memory: (tensors: string, size: string) => `Speicher: ${tensors}, ${size}.`,
  perStep: (duration: string) => ` · ${duration} pro Schritt`,
  notStarted: "nicht gestartet",
  starting: "startet …",
  ended: "beendet",
  ready: "bereit",
  offAtLength: "Die Laufzeitumgebung startet mit der ersten ausgeführten Zelle, auf diesem Gerät.",
  startingAtLength: "Die Laufzeitumgebung startet auf diesem Gerät.",
  endedAtLength:
    "Die Laufzeitumgebung ist beendet, alle Variablen sind verloren. Das Ausführen einer Zelle startet eine neue.",
  readyAtLength: "Die Laufzeitumgebung ist bereit.",
  contents: "Inhalt",
  more: "Mehr",
  notices: "Hinweise",
  dismiss: "Schließen",
  colours: { system: "Farben: wie das System", light: "Farben: hell", dark: "Farben: dunkel" },
  runsAll: (cells: number) =>
    `${plural(cells, "Zelle", "Zellen")} ausführen: alle außer Aufgaben und denen, die davon ausgenommen sind`,
  stopAll: "Alle stoppen",
  runAll: "Alle ausführen",
  runStale: (cells: number) => `Veraltete ausführen (${cells})`,
  restartAtLength: "Laufzeitumgebung neu starten und alle Variablen löschen",
  restart: "Neu starten",
  theCell: "Die Zelle",
  runAboveAgain: (cell: string) => `Die Zellen über ${cell} noch einmal ausführen`,
  didNotStart: (reason: string) => `Die Laufzeitumgebung ist nicht gestartet: ${reason}`,
  gone: "Alle Variablen sind verloren; die letzten Ausgaben der Zellen bleiben.",
  didNotStop: (cell: string, gone: string) =>
    `${cell} hat nicht rechtzeitig angehalten, daher wurde die Laufzeitumgebung beendet. ${gone}`,
  wasRestarted: (gone: string) => `Die Laufzeitumgebung wurde neu gestartet. ${gone}`,
  partMissing:
    "Ein Teil dieser Seite konnte nicht geladen werden. Bitte die Verbindung prüfen und noch einmal versuchen.",
  failed: (message: string, consequence: string) =>
    `Auf dieser Seite ist unerwartet ein Fehler aufgetreten (${message}). Falls etwas nicht mehr funktioniert, bitte neu laden${consequence}`,
  reload: "Neu laden",
  wantedFiles: (n: number, names: string) => (n === 1 ? `die Datei ${names}` : `die ${n} Dateien ${names}`),
  askForFiles: (title: string, location: string, wanted: string) =>
    `${title} ist nicht in ${location} enthalten. Bitte ${wanted} auswählen oder herunterladen.`,
  datasetMissing: (title: string, location: string) =>
    `${title} ist nicht in ${location} enthalten. Die Zelle noch einmal ausführen, um die Dateien auszuwählen.`,
  chooseFiles: "Dateien auswählen …",
  download: (size: number) => `Herunterladen (${size} MB)`,
  problemsHere: (n: number) => `${plural(n, "Problem", "Probleme")} in dieser Lektion`,
  hide: (what: string) => `${what} ausblenden`,
  tryAgain: "Noch einmal versuchen",
  drawingForPrint: "Alle Abbildungen werden für den Druck gezeichnet …",
};
