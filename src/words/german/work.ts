import type { work as english } from "../english/work.ts";
import { plural } from "../plural.ts";
export const work: typeof english = {
  title: "Eigene Arbeit",
  download: "Arbeit herunterladen",
  downloadAtLength:
    "Code und gelöste Aufgaben in einer Datei, zum Weitermachen an einem anderen Gerät oder zum Abgeben",
  open: "Arbeitsdatei öffnen",
  openAtLength: "Die eigene, um weiterzumachen, oder eine andere, um sie durchzusehen",
  linkDamaged:
    "Der Code in diesem Link ist beschädigt, vielleicht weil ein Programm den Link gekürzt hat. Bitte noch einmal darum oder um die Arbeitsdatei bitten. Die eigene Arbeit ist unverändert.",
  linkNewer:
    "Dieser Link wurde mit einer neueren Fassung dieser Seite erstellt. Bitte die Seite neu laden, um die neueste zu erhalten, und den Link noch einmal öffnen. Die eigene Arbeit ist unverändert.",
  linkTooLong:
    "Der Code in diesem Link ist länger, als ihn diese Seite in Links schreibt. Bitte stattdessen um die Arbeitsdatei bitten. Die eigene Arbeit ist unverändert.",
  notYours: (cells) => `Der Code ${cells === 1 ? "dieser Zelle" : "dieser Zellen"} ist von jemand anderem:`,
  consentTitle: "Fremden Code ausführen?",
  sandboxed:
    "Er läuft wie jede Zelle in der Sandbox der Seite: Er kann weder das Netz noch Dateien noch Gespeichertes erreichen.",
  cancel: "Abbrechen",
  runIt: "Ausführen",
  tooLongTitle: "Der Code ist zu lang für einen Link",
  tooLong:
    "Programme kürzen Links dieser Länge. Zum Weitergeben des Codes „Arbeit herunterladen“ im Menü „Mehr“ wählen.",
  linkCopiedWithCode: (cell: string) => `Der Link zu ${cell} ist kopiert, mit dem eigenen Code.`,
  linkCopied: (cell: string) => `Der Link zu ${cell} ist kopiert.`,
  copyThisLink: "Diesen Link kopieren",
  copyByHand: "Der Browser erlaubt der Seite kein Kopieren. Den Link bitte selbst kopieren:",
  amount: (changed, added, solved, answered) =>
    `${plural(changed, "geänderte Zelle", "geänderte Zellen")}${added === 0 ? "" : `, ${plural(added, "hinzugefügte", "hinzugefügte")}`}, ${plural(solved, "gelöste Aufgabe", "gelöste Aufgaben")}${answered === 0 ? "" : `, ${plural(answered, "beantwortete Quizfrage", "beantwortete Quizfragen")}`}`,
  nameless: "Arbeit ohne Namen",
  workOf: (author: string) => `Die Arbeit von ${author}`,
  withoutWeights: " Ohne die Gewichte klappt das Herunterladen trotzdem.",
  oneFile: (amount: string) =>
    `Eine Datei mit der ganzen Arbeit an dieser Lektion: ${amount}. In jedem Browser geöffnet, geht es dort weiter; sie kann auch abgegeben werden.`,
  withWeights: (models: string) => `Mit den Gewichten von ${models}`,
  handed: "Die Datei mit der Arbeit wurde an den Browser übergeben.",
  yourName: "Name, falls die Datei abgegeben wird (optional)",
  downloadNow: "Herunterladen",
  linkElsewhere: (cell: string) =>
    `Der Link enthält Code für eine Zelle „${cell}“, die diese Lektion nicht hat. Vielleicht gehört er zu einer anderen Lektion oder zu einer anderen Fassung dieser.`,
  leaveReviewLink: "Bitte zuerst die Durchsicht verlassen und dann den Link noch einmal öffnen.",
  codeOfLink: (cell: string) =>
    `Die Zelle ${cell} hat jetzt den Code eines Links. Er läuft erst, wenn die Zelle ausgeführt wird.`,
  partMissing: "Dieser Teil der Seite konnte nicht geladen werden. Bitte die Verbindung prüfen.",
  loadWeights: "Gewichte laden",
  hasWeights: (models: string) =>
    `Die Datei enthält die trainierten Gewichte von ${models}. Zuerst die Zelle ausführen, die das Modell baut.`,
  weightsLoaded: (models: string) => `Die Gewichte von ${models} sind jetzt die aus der Datei.`,
  modelNotSaved: (variable: string) =>
    `Das Modell in ${variable} kann nicht gespeichert werden: Es hat Teile, die eine Datei nicht aufnehmen kann.`,
  noModel: (variable: string) =>
    `In der Variablen ${variable} ist noch kein Modell. Die Zelle ausführen, die es baut, und noch einmal versuchen.`,
  noAnswer: "Die Laufzeitumgebung antwortet nicht. Stoppen, was gerade läuft, und noch einmal versuchen.",
  modelsGone: "Die Laufzeitumgebung ist beendet, und mit ihr ihre Modelle.",
  saved: (time, amount, models) =>
    `Gespeichert am ${time}: ${amount}${models === "" ? "" : `, trainierte Gewichte von ${models}`}.`,
  onlyInFile: (cells: string) => `Nicht in dieser Lektion, nur in der Datei: ${cells}.`,
  takeOver: "Übernehmen",
  takeOverAtLength: (hasCode, hasAnswers) => {
    const code =
      "setzt diesen Code in die eigenen Zellen ein. Der bisherige Code bleibt daneben erhalten, jede Zelle lässt sich einzeln zurücksetzen.";
    if (!hasAnswers) return code;
    return hasCode
      ? `${code} Die Antworten der Datei auf Quizfragen ersetzen die eigenen, und „Rückgängig“ bringt diese zurück.`
      : "ersetzt die eigenen Antworten auf Quizfragen durch die der Datei. „Rückgängig“ bringt sie zurück.";
  },
  review: "Durchsehen",
  reviewAtLength: "zeigt die Datei schreibgeschützt und lässt die eigene Arbeit, wie sie ist.",
  notOpened: "Die Datei wurde nicht geöffnet",
  unchanged: (reason: string) => `${reason} Die eigene Arbeit ist unverändert.`,
  fileTooLarge: (size: number, most: number) =>
    `Die Datei hat ${size} MB, eine Arbeitsdatei höchstens ${most}. Bitte die Arbeit noch einmal herunterladen, ohne die trainierten Gewichte.`,
  notRead: (reason: string) =>
    `Der Browser konnte sie nicht lesen (${reason}). Bitte auf dieses Gerät kopieren und noch einmal versuchen.`,
  otherVersion:
    "Die Lektion wurde seither geändert, oder die Datei stammt aus einer anderen Fassung von ihr.",
  differs: "Was sich von dem unterscheidet, was hier ist:",
  downloadMine: "Zuerst meine herunterladen",
  same: "gleich",
  changedInFile: "hier unverändert, in der Datei geändert",
  changedBoth: "auch hier geändert, aber anders",
  readOnly: (time: string, amount: string) =>
    `Schreibgeschützt, gespeichert am ${time}. Laut Datei: ${amount}.`,
  changed: "Geändert:",
  notInLesson: (cells: string) =>
    `Nicht in dieser Lektion: ${cells}. Die Datei gehört vielleicht zu einer anderen Fassung.`,
  notChecked: (exercises) =>
    `Hier noch nicht geprüft: ${plural(exercises, "Aufgabe", "Aufgaben")} mit Prüfungen.`,
  checked: (passed, all, open) =>
    `Hier geprüft: ${passed} von ${all} gelöst${open > 0 ? `, ${open} nicht geprüft` : ""}.`,
  reviewLabel: "Durchsicht",
  stopChecks: "Prüfungen stoppen",
  rerunChecks: "Prüfungen noch einmal ausführen",
  leaveReview: "Durchsicht verlassen",
  noChecks: "Diese Lektion hat keine Prüfungen.",
  notSaved: (reason: string) =>
    `Es wurde nichts gespeichert, da sich die Datei nicht wieder öffnen ließe. ${reason}`,
  cellsTooLong: (most: number, cells: string) =>
    `Eine Zelle darf ${most} Zeichen haben, und diese haben mehr: ${cells}. Bitte ihren Code in eine eigene Datei kopieren, sie zurücksetzen und noch einmal herunterladen.`,
  titleTooLong: (most: number) =>
    `Der Titel der Lektion ist länger als ${most} Zeichen. Bitte den Code in eine eigene Datei kopieren und die Autorin oder den Autor um einen kürzeren Titel bitten.`,
  withWeightsTooLarge: (size: number, most: number) =>
    `Sie hätte ${size} MB, eine Arbeitsdatei höchstens ${most}. Bitte ohne die Gewichte herunterladen.`,
  tooLarge: "Die Arbeit ist zu groß für eine Datei. Bitte den Code in eigene Dateien kopieren.",
  reviewing:
    "Eine Arbeitsdatei wird schreibgeschützt durchgesehen. Die eigene Arbeit kommt zurück, sobald die Durchsicht verlassen wird.",
  takenOver: (cells, added, hasControls, hasAnswers) =>
    [
      cells === 0
        ? added > 0 && `${plural(added, "Zelle der Datei wurde", "Zellen der Datei wurden")} hinzugefügt.`
        : `${plural(cells, "Zelle hat", "Zellen haben")} jetzt den Code der Datei${added === 0 ? "" : `, ${plural(added, "Zelle wurde", "Zellen wurden")} hinzugefügt`}.`,
      hasControls && "Die Regler stehen wie in der Datei.",
      hasAnswers &&
        "Die Quizfragen sind wie in der Datei beantwortet: Die Antworten der Datei ersetzen die eigenen, und „Rückgängig“ bringt diese zurück.",
      cells + added > 0 && "Der Code der Datei läuft erst, wenn die Zellen ausgeführt werden.",
      cells + added === 0 && !hasControls && !hasAnswers && "Der eigene Code hat sich nicht geändert.",
    ]
      .filter((sentence) => sentence !== false)
      .join(" "),
  leaveReviewUndo: "Bitte zuerst die Durchsicht verlassen und dann rückgängig machen.",
  asBefore: "Die Arbeit ist so, wie sie vor dem Öffnen der Datei war.",
  damagedAt: (path) =>
    `Die Arbeitsdatei ist${path === null ? "" : ` bei „${path}“`} beschädigt: Dort steht etwas, das diese Seite nicht verwenden kann. Bitte noch einmal dort herunterladen, wo sie herkommt, oder darum bitten.`,
  damaged:
    "Die Arbeitsdatei ist beschädigt: Ihr Ende fehlt, oder etwas darin wurde geändert. Bitte noch einmal dort herunterladen, wo sie herkommt, oder darum bitten.",
  notAWorkFile:
    "Das ist keine Arbeitsdatei. Bitte eine Datei wählen, die mit „Arbeit herunterladen“ erstellt wurde; ihr Name endet auf .json.",
  newer: (version: number, known: number) =>
    `Die Datei wurde mit einer neueren Fassung dieser Seite erstellt (ihr Format ist ${version}, diese Seite liest ${known}). Bitte die Seite neu laden, um die neueste zu erhalten. Hilft das nicht, die Datei auf der Website öffnen, auf der sie erstellt wurde.`,
  otherLesson: (title: string) => `Die Datei gehört zu einer anderen Lektion, „${title}“. Bitte dort öffnen.`,
};
