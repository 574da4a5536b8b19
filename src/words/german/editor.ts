import type { editor as english } from "../english/editor.ts";

export const editor: typeof english = {
  phrases: {
    Find: "Suchen",
    Replace: "Ersetzen",
    next: "nächster",
    previous: "voriger",
    all: "alle",
    "match case": "Groß-/Kleinschreibung",
    regexp: "regulärer Ausdruck",
    "by word": "ganze Wörter",
    replace: "ersetzen",
    "replace all": "alle ersetzen",
    close: "schließen",
    "Go to line": "Gehe zu Zeile",
    go: "los",
    "current match": "aktueller Treffer",
    "on line": "in Zeile",
    "replaced match on line $": "Treffer in Zeile $ ersetzt",
    "replaced $ matches": "Treffer ersetzt: $",
    Completions: "Vervollständigungen",
    "Selection deleted": "Auswahl gelöscht",
    "$ unchanged lines": "Unveränderte Zeilen: $",
  },
};
