import "./assist.css";
import { effect, signal } from "@preact/signals";
import { announceProblems } from "./announce-problems.ts";
import type { Assist, AssistantServices } from "./assistant.ts";
import { assistedBy } from "./assisted-by.ts";
import { createClient, type Problems } from "./language-client.ts";
import { lessonPieces } from "./lesson-pieces.ts";
import { showProblems } from "./problem-list.tsx";

/** From a change to sending the code to the worker, in ms. */
const SEND_DELAY = 120;

/** Starts checking the lesson, and returns what adds the language service to an editor. */
export function assistWith(worker: Worker, services: AssistantServices): Assist {
  const { notebook, goTo, say } = services;
  const problems = signal<Problems>({});
  const pieces = () => lessonPieces(notebook.cells.value);
  const client = createClient(worker, (found) => {
    // Offsets of a text that has changed since would be wrong; its own problems follow.
    if (client.has(pieces())) problems.value = { ...problems.peek(), ...found };
    document.documentElement.dataset["language"] = "ready";
  });
  const flush = (): void => client.update(pieces(), focusedCell());
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    pieces();
    clearTimeout(timer);
    timer = setTimeout(flush, SEND_DELAY);
  });
  flush();
  const sourceOf = (cell: string): string =>
    notebook.cells
      .peek()
      .find(({ id }) => id === cell)
      ?.source.peek() ?? "";
  effect(() => showProblems(problems.value, sourceOf, goTo));
  announceProblems(problems, sourceOf, say);
  return (id, { extend }) => extend(assistedBy(id, { problems, client, flush, sourceOf, ...services }));
}

/** The cell in which the reader is. */
function focusedCell(): string | null {
  return document.activeElement?.closest<HTMLElement>("[data-cell]")?.dataset["cell"] ?? null;
}
