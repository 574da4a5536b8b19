import type { saving as english } from "../english/saving.ts";

export const saving: typeof english = {
  cannotSave: (isFull) =>
    isFull
      ? "Dieser Browser kann die Arbeit auf dieser Seite nicht speichern, weil sein Speicher voll ist. Bitte Platz schaffen: Die Seite versucht es von selbst wieder. Oder die Arbeit vor dem Schließen herunterladen, damit nichts verloren geht."
      : "Dieser Browser kann die Arbeit auf dieser Seite nicht speichern. Bitte vor dem Schließen herunterladen, damit nichts verloren geht.",
};
