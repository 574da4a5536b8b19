import type { slides as english } from "../english/slides.ts";

export const slides: typeof english = {
  notLoaded:
    "Die Folien konnten nicht geladen werden. Bitte die Verbindung prüfen und noch einmal versuchen.",
  blocked:
    "Der Browser hat die Vortragsansicht blockiert. Bitte Pop-up-Fenster für diese Seite erlauben und noch einmal P drücken.",
  announced: (number: number, all: number, title: string) => `Folie ${number} von ${all}: ${title}`,
  noFullScreen: "Dieser Browser kann die Folien nicht im Vollbild zeigen. Sein eigenes Menü vielleicht.",
  isBlack: "Der Bildschirm ist schwarz. B zeigt die Folie.",
  slide: (number: number, all: number) => `Folie ${number} von ${all}`,
  presenterOf: (title: string) => `Vortragsansicht: ${title}`,
  notes: "Notizen",
  noNotes: "Keine Notizen zu dieser Folie.",
  last: "Das ist die letzte Folie.",
  next: (title: string) => `Nächste: ${title}`,
  previousSlide: "Vorige Folie",
  nextSlide: "Nächste Folie",
  blackScreen: "Schwarzer Bildschirm",
  elapsed: "Zeit seit dem Beginn",
  restart: "Bei 0:00 beginnen",
  continued: (title: string, part: number) => `${title}, fortgesetzt (${part})`,
  continuedMark: "Fortsetzung",
  slides: "Folien",
  fullScreen: "Vollbild",
  presenterView: "Vortragsansicht",
  leave: "Folien verlassen",
};
