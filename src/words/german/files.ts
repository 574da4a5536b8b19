import type { files as english } from "../english/files.ts";

export const files: typeof english = {
  handed: (name: string) => `${name} wurde an den Browser übergeben.`,
  gone: "Die Datei ist nicht mehr im Speicher. Die Zelle noch einmal ausführen, um sie zu erhalten.",
  damaged: (name: string) => `${name} ist beschädigt. Die Zelle noch einmal ausführen.`,
  beingRead: (name: string) => `${name} wird noch gelesen.`,
  notAPicture: "es ist kein Bild, das dieser Browser lesen kann. Als PNG, JPEG oder WebP speichern.",
  cannotDraw: "dieser Browser kann es nicht zeichnen.",
  sizeImpossible: (size: string, most: number) =>
    `${size} Pixel sind nicht möglich (1 bis ${most} auf jeder Seite). Eine kleinere Größe angeben, wie in { width: 640 }.`,
  notLoaded: (path: string) =>
    `${path} kann nicht geladen werden. Bitte die Verbindung prüfen und die Zelle noch einmal ausführen.`,
  notLoadedStatus: (path: string, status: number) =>
    `${path} kann nicht geladen werden: Die Website hat mit Status ${status} geantwortet. Bitte später noch einmal versuchen oder Bescheid geben.`,
  asksFor: (cell: string, types: string) => `Die Zelle ${cell} fragt nach einer Datei${types}`,
  readHere: "Die Zelle liest die ausgewählte Datei auf diesem Gerät; sie wird nirgendwohin gesendet.",
  choose: "Datei auswählen …",
  tooLarge: (name, size, most) =>
    `${name} ist zu groß: ${size.toFixed(1).replace(".", ",")} MB, möglich sind höchstens ${most} MB.`,
  notChosen: "Es wurde keine Datei ausgewählt. Die Zelle noch einmal ausführen, um eine auszuwählen.",
  asks: (cell: string) => `Die Zelle ${cell} fragt nach einer Datei.`,
  unreadable: (name: string) =>
    `${name} kann nicht gelesen werden. Ist die Datei in einem anderen Programm geöffnet oder verschwunden?`,
};
