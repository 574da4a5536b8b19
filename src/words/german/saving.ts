import type { saving as english } from "../english/saving.ts";

export const saving: typeof english = {
  cannotSave:
    "Dieser Browser kann die Arbeit auf dieser Seite nicht speichern. Änderungen gehen beim Schließen verloren.",
};
