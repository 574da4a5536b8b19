import { effect, type ReadonlySignal } from "@preact/signals";

/** Shows the solutions of exercises that the reader has tried. Returns a function that stops it. */
export function showAttempted(attempted: ReadonlySignal<ReadonlySet<string>>): () => void {
  return effect(() => {
    for (const note of document.querySelectorAll("[data-after-attempt]")) {
      const exercise = note.closest("[data-exercise]");
      const isTried = attempted.value.has(exercise?.id ?? "");
      note.toggleAttribute("hidden", isTried);
      const solution = exercise?.querySelector("[data-disclosure='solution']");
      solution?.toggleAttribute("hidden", !isTried);
      // Readers who start over have to open it again.
      if (!isTried) solution?.removeAttribute("open");
    }
  });
}
