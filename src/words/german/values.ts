import type { values as english } from "../english/values.ts";
import { plural } from "../plural.ts";
export const values: typeof english = {
  gone: "Der Tensor ist nicht mehr im Speicher. Die Zelle noch einmal ausführen, um seine Werte zu sehen.",
  count: (all, shown) =>
    `${plural(all, "Variable", "Variablen")}${shown < all ? `, davon die ersten ${shown} angezeigt` : ""}.`,
  title: "Variablen",
  goTo: (cell: string, name: string) => `Zu ${cell} gehen, wo ${name} deklariert wird`,
  refresh: "Aktualisieren",
  none: "Es gibt keine Variablen: Seit dem Öffnen der Seite oder dem Ende der Laufzeitumgebung ist keine Zelle gelaufen.",
  asking: "Die Laufzeitumgebung wird gefragt. Solange eine Zelle ohne Pause rechnet, antwortet sie später.",
  declaredNone: "Die ausgeführten Zellen haben nichts deklariert.",
};
