import type { search as english } from "../english/search.ts";
import { plural } from "../plural.ts";
export const search: typeof english = {
  failed: "Die Suche konnte nicht geladen werden. Bitte die Verbindung prüfen.",
  results: (total) => `${plural(total, "Treffer", "Treffer")}.`,
  none: (query: string) =>
    `Keine Treffer für „${query}“. Weniger oder andere Wörter versuchen: Ein Treffer enthält sie alle.`,
  best: (found: number, total: number) =>
    `Die besten ${found} von ${total} Treffern. Weitere Wörter grenzen sie ein.`,
  damaged: "Die Suche konnte nicht geladen werden: Ihre Datei ist unvollständig oder beschädigt.",
  title: "Suchen",
  field: "Wörter im Text oder im Code",
  loading: "Die Suche wird geladen …",
  failedStatus: (status: number) =>
    `Die Suche konnte nicht geladen werden: Die Website hat mit Status ${status} geantwortet.`,
};
