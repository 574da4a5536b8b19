import type { menu as english } from "../english/menu.ts";

export const menu: typeof english = {
  search: "Suchen",
  searchAtLength: "Findet Wörter im Text und im Code; auch mit der Taste /",
  takeAlong: "Zum Mitnehmen",
  print: "Drucken oder als PDF speichern",
  notebookAtLength: "Der Text mit den Bildunterschriften und dem Python der Zellen",
  cells: "Zellen",
  runStale: "Ausführen, was veraltet ist",
  keys: "Tasten für Zellen",
  keysAtLength: "Zellen mit der Tastatur ausführen, hinzufügen, verschieben und löschen",
  variables: "Variablen",
  variablesAtLength: "Was die Zellen deklariert haben: Typen, Formen und Werte",
  teach: "Lehre",
  present: "Präsentieren",
  presentAtLength: "Ein Abschnitt pro Folie, mit Abbildungen und Zellen, die funktionieren",
};
