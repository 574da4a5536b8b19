import type { outputs as english } from "../english/outputs.ts";
import { formatCount, plural } from "../plural.ts";
export const outputs: typeof english = {
  right: "Richtig:",
  notYet: "Noch nicht:",
  yes: "ja",
  no: "nein",
  pressed: (times) => (times === 1 ? "einmal gedrückt" : `${times}-mal gedrückt`),
  from: "von",
  to: "bis",
  value: "Wert",
  share: "Anteil",
  values: "Werte",
  numberOfValues: "Anzahl der Werte",
  trace: (number) => `Reihe ${number}`,
  summary: ["Werte", "kleinster", "erstes Quartil", "Median", "drittes Quartil", "größter", "Mittelwert"],
  download: (name: string) => `${name} herunterladen`,
  madeHere: (size: string) => `${size}, von dieser Zelle erstellt`,
  compared: "Vergleich mit früheren Läufen",
  comparedByValidation: "Vergleich mit früheren Läufen, nach ihren Validierungskurven",
  run: "Lauf",
  epochs: "Epochen",
  val: (name: string) => `val ${name}`,
  earlierRuns: "Frühere Läufe, scrollbar",
  different: "was anders war",
  forget: "Frühere Läufe vergessen",
  lineColumn: (line: number, column: number) => `Zeile ${line}, Spalte ${column}`,
  goToLine: (line: number) => `Zu Zeile ${line}`,
  calledFrom: "aufgerufen von",
  frame: (cell: string, line: number) => `${cell}, Zeile ${line}`,
  times: (number: number) => `, ${number}-mal`,
  inCheck: "Diesen Fehler hat die Prüfung der Aufgabe ausgelöst, nachdem der eigene Code gelaufen ist.",
  calledByCheck:
    "Der eigene Code ist hier gescheitert, als die Prüfung der Aufgabe ihn mit ihren Werten aufgerufen hat.",
  missing: (name: string) =>
    `Die Prüfung der Aufgabe sucht ${name}, was der eigene Code nicht definiert. „Von vorn beginnen“ im Menü der Zelle stellt den Anfangscode wieder her.`,
  axis: (axis: number, size: number) => `Achse ${axis} (${size})`,
  indexInAxis: (axis: number) => `Index in Achse ${axis}`,
  heatCaption: (range, name, every) =>
    [
      `${range} in ${name}`,
      [
        ...(every[0] > 1 ? [`jede ${every[0]}. Zeile`] : []),
        ...(every[1] > 1 ? [`jede ${every[1]}. Spalte`] : []),
      ].join(" und "),
    ]
      .filter((part) => part !== "")
      .join(", "),
  rows: "Zeilen",
  columns: "Spalten",
  noFinite: "kein endlicher Wert",
  range: (low: string, high: string) => `${low} bis ${high}`,
  heatMapOf: (name: string, range: string) => `Heatmap des Ausschnitts ${name}: ${range}`,
  valuesOfSlice: (name: string) => `Werte des Ausschnitts ${name}`,
  imageBroken: (size: string, bytes: number) =>
    `Dieses Bild (${size}) kann nicht gezeigt werden: Seine Daten sind nicht ${bytes} Bytes lang.`,
  pixels: (size: string) => `${size} Pixel`,
  andMore: (number: string) => `… und ${number} weitere`,
  disposed: "freigegeben: Seine Werte sind nicht mehr verfügbar",
  valuesOf: (name: string) => `Werte von ${name}`,
  tensorValues: "Werte des Tensors",
  ofRows: (shown, all) => `${formatCount(shown)} von ${plural(all, "Zeile", "Zeilen")}`,
  ofColumns: (shown, all) => `${formatCount(shown)} von ${plural(all, "Spalte", "Spalten")}`,
  theFirst: (parts) => `die ersten ${parts.join(" und ")}`,
  showNumbers: "Zahlen anzeigen",
  scrollable: (caption: string) => `${caption}, scrollbar`,
  perClass: (images) =>
    `Aus ${plural(images, "Bild", "Bildern")} jeder Klasse, nicht aus dem ganzen Datensatz.`,
  dropped: (outputs) => `${plural(outputs, "Ausgabe", "Ausgaben")} nicht angezeigt.`,
  afterEnd: "Nach dem Ende der Zelle:",
  recorded: "Vorab aufgezeichnet. Die Zelle ausführen, um es hier zu berechnen.",
  synthetic: "Aus dem eingebauten synthetischen Datensatz, nicht aus dem echten.",
  kinds: {
    scatter: "Diagramm",
    bar: "Balkendiagramm",
    histogram: "Histogramm",
    box: "Boxplot",
    violin: "Violinplot",
    heatmap: "Heatmap",
    histogram2d: "Histogramm zweier Variablen",
    contour: "Höhenliniendiagramm",
    pie: "Kreisdiagramm",
    surface: "Fläche im Raum",
    scatter3d: "Punkte im Raum",
  },
  ofAxes: (axes) => `: ${axes.join(" über ")}`,
  chart: (what: string) => `${what}. Die Zahlen folgen als Tabelle.`,
  traceRefused: (type: string, types: string) =>
    `Eine Reihe vom Typ ${type} wird nicht gezeichnet; es gibt ${types}.`,
  mostTraces: (most: number) =>
    `Ein Diagramm hat höchstens ${most} Reihen: Die anderen werden nicht gezeichnet.`,
  mostScenes: (most: number) =>
    `Ein Diagramm hat höchstens ${most} Szenen: Die Reihen der anderen werden nicht gezeichnet. In eine Szene oder in eigene Diagramme setzen.`,
  heatNumbers: "Zahlen der Heatmap",
  contourNumbers: "Zahlen der Höhenlinien",
  surfaceNumbers: "Zahlen der Fläche",
  chartNumbers: "Zahlen des Diagramms",
  quartiles: "Die Quartile",
  histogramNumbers: "Zahlen des Histogramms",
  pieNumbers: "Zahlen des Kreisdiagramms",
  points: "Die Punkte",
  chartFailed: (reason: string) =>
    `Das Diagramm konnte nicht gezeichnet werden (${reason}); seine Zahlen stehen darunter.`,
  chartMissing:
    "Der Code der Diagramme konnte nicht geladen werden. Bitte die Verbindung prüfen. Die Zahlen des Diagramms stehen darunter.",
  noWebGl: "dieser Browser hat kein WebGL, das Diagramme im Raum brauchen",
  smallSteps:
    "Klassen, Stufen oder eine Bandbreite sind zu klein, um alle zu zeichnen: Es werden größere verwendet.",
  fewerElements: (limit, total) =>
    `Zu viele Punkte, um alle zu zeichnen: Gezeigt werden etwa ${limit} von ${plural(total, "Punkt", "Punkten")}. Weniger zeichnen, oder Linien ohne Marken (mode: "lines").`,
  fewerLabelled: (limit, total) =>
    `Zu viele Beschriftungen, um alle zu zeichnen: Gezeigt werden etwa ${limit} von ${plural(total, "Punkt", "Punkten")}. Weniger zeichnen, oder ohne Text.`,
  fewerSlices: (limit, total) =>
    `Das Kreisdiagramm hat etwa ${limit} von ${plural(total, "Stück", "Stücken")}: die größten, und eines für alle anderen.`,
  otherSlices: "andere",
  fewerTexts: (tags, characters) =>
    `Texte des Diagramms sind gekürzt oder ohne Formatierung gezeichnet: es zeichnet höchstens ${tags} Tags und ${characters} Zeichen.`,
  noCellLabels: (limit) => `Beschriftungen haben Zellen nur in Heatmaps mit höchstens ${limit} Zellen.`,
  fewerLinePoints: (limit, total) =>
    `Die Linien sind mit etwa ${limit} ihrer ${plural(total, "Punkt", "Punkte")} gezeichnet; Spitzen bleiben erhalten.`,
  fewerValues: (limit, total) =>
    `Die Violinen sind aus etwa ${limit} von ${plural(total, "Wert", "Werten")} berechnet.`,
  fewerPoints: (limit, total) =>
    `Zu viele Punkte, um alle zu zeichnen: Gezeigt werden etwa ${limit} von ${plural(total, "Punkt", "Punkten")}.`,
  fewerCells: (limit, total) =>
    `Die Heatmap ist mit etwa ${limit} ihrer ${plural(total, "Zelle", "Zellen")} gezeichnet, jede ein Mittelwert.`,
  fewerGroups: (limit, total) =>
    `Zu viele Gruppen, um alle zu zeichnen: Gezeigt werden etwa ${limit} von ${plural(total, "Gruppe", "Gruppen")}.`,
  fewerCategories: (limit, total, axis) =>
    `Zu viele Kategorien auf der ${axis}-Achse, um alle zu zeichnen: Gezeigt werden etwa ${limit} von ${formatCount(total)}.`,
  outliersOnly: (type: string) =>
    `Zu viele Werte, um alle neben der Darstellung (${type}) zu zeichnen: Gezeigt werden Ausreißer.`,
  table: (rows) => `Tabelle, ${plural(rows, "Zeile", "Zeilen")}`,
  showRows: (rows) => `${plural(rows, "Zeile", "Zeilen")} anzeigen`,
  tableScrollable: "Tabelle, scrollbar",
  tensorSummary: (minimum: string, mean: string, maximum: string) =>
    `min ${minimum} · Mittelwert ${mean} · max ${maximum}`,
  notFinite: (values) => `${plural(values, "Wert", "Werte")} NaN oder unendlich.`,
  histogramOf: (values, from, to) =>
    `Histogramm von ${plural(values, "Wert", "Werten")} von ${from} bis ${to}`,
  histogramCaption: "Histogramm in Zahlen",
  linesMissing: (lines) => `… ${plural(lines, "Zeile", "Zeilen")} nicht angezeigt …`,
  showAllLines: (lines) => `Alle ${plural(lines, "Zeile", "Zeilen")} anzeigen`,
  showLines: (first, last, all) =>
    `${[...(first > 0 ? [`Die ersten ${formatCount(first)}`] : []), ...(last > 0 ? [`${first > 0 ? "die" : "Die"} letzten ${formatCount(last)}`] : [])].join(" und ")} von ${plural(all, "Zeile", "Zeilen")} anzeigen`,
  error: "Fehler",
  warning: "Warnung",
  printed: "Ausgegebener Text",
  firstLines: "Erste Zeilen",
  lastLines: "Letzte Zeilen",
  chartOver: (metric: string, curves: string) => `Diagramm von ${metric} über die Epochen${curves}`,
  training: "Training",
  validation: "Validierung",
  curve: (name: string, from: string, to: string, epochs: string) =>
    `, ${name} von ${from} bis ${to} nach ${epochs} Epochen`,
  resume: "Weiter",
  pause: "Pause",
  stepAtLength: "Mit einem Batch trainieren, dann anhalten",
  step: "Schritt",
  paused: "Angehalten. „Schritt“ trainiert mit einem Batch.",
  control: "Training steuern",
  learningRate: "Lernrate",
  set: "Setzen",
  rateInvalid: "Eine Lernrate ist eine Zahl ab 0, etwa 0,001.",
  showEpochs: (epochs) => `Alle ${plural(epochs, "Epoche", "Epochen")} anzeigen`,
  notCompiled: "Nicht kompiliert, daher langsamer:",
  continued: (epochs) =>
    `Nach ${plural(epochs, "Epoche", "Epochen")} mit den gespeicherten Gewichten fortgesetzt. Die Trainingsbeispiele kommen in einer anderen Reihenfolge als ohne die Unterbrechung, daher weichen die Ergebnisse etwas ab.`,
  ratesByHand: "Lernrate von Hand geändert:",
  rateFrom: (rate: string, epoch: string) => `${rate} ab Epoche ${epoch}`,
  epoch: (number: number) => `Epoche ${number}`,
  stepNumber: (number: string) => `Schritt ${number}`,
  perStep: (time: string) => `${time} pro Schritt`,
  timeLeft: (time: string) => `noch ${time}`,
  validationOf: (name: string) => `Validierung: ${name}`,
  epochColumn: "Epoche",
  seconds: "Sekunden",
  stopped: "Nach dem aktuellen Batch gestoppt. Das Modell behält, was es bis dahin gelernt hat.",
  logAsCsv: "Protokoll als CSV herunterladen",
  restored: "Wiederhergestellt, wie es gespeichert war: In diesem Lauf wurde nichts trainiert.",
  epochNumbers: "Alle Epochen in Zahlen",
};
