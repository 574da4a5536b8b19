import { words } from "../../words/words.ts";
import "./assist.css";
import { effect, type Signal, signal } from "@preact/signals";
import type { Problems } from "../../language/messages.ts";
import { announceProblems } from "./announce-problems.ts";
import type { Assist, AssistServices } from "./assistance.ts";
import { assistedBy } from "./assisted-by.ts";
import { cellPieces } from "./cell-pieces.ts";
import { LanguageClient } from "./language-client.ts";
import { createModuleLoader } from "./lesson-modules.ts";
import { showProblems } from "./problem-list.tsx";

/** From a change to sending the code to the worker, in ms. */
const SEND_DELAY = 120;

/** Checks the lesson as soon as the worker has started, and returns what adds the language service to an editor. */
export function assistWith(worker: Promise<Worker>, services: AssistServices): Assist {
  const { notebook, goTo, say } = services;
  const problems = signal<Problems>(new Map());
  const pieces = () => cellPieces(notebook.cells.value);
  const client = createClient(problems, pieces, services);
  const send = (): void => client.update(pieces(), focusedCell());
  const followModules = createModuleLoader(services, (modules) => {
    client.bring(modules);
    send();
  });
  const flush = (): void => {
    followModules();
    send();
  };
  /** @param toSay when the worker has started. */
  const start = async (starting: Promise<Worker>, toSay: string | null): Promise<void> => {
    const started = client.start(starting);
    flush();
    try {
      await started;
      if (toSay !== null) services.notify(toSay);
    } catch {
      services.reportMissing();
    }
  };
  const restart = (): void => {
    if (!client.isInUse) void start(services.startLanguage(), words.typeChecking.works);
  };
  afterChanges(pieces, flush);
  void start(worker, null);
  const sourceOf = (cell: string): string =>
    notebook.cells
      .peek()
      .find(({ id }) => id === cell)
      ?.source.peek() ?? "";
  effect(() => showProblems(problems.value, sourceOf, goTo));
  announceProblems(problems, sourceOf, say);
  return (id) => {
    restart();
    return assistedBy(id, { problems, client, flush, restart, sourceOf, ...services });
  };
}

/** Calls `act` when what `read` reads has not changed for a moment. */
function afterChanges(read: () => unknown, act: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    read();
    clearTimeout(timer);
    timer = setTimeout(act, SEND_DELAY);
  });
}

function createClient(
  problems: Signal<Problems>,
  pieces: () => ReturnType<typeof cellPieces>,
  { notify }: AssistServices,
): LanguageClient {
  const client = new LanguageClient({
    onProblems(found) {
      // Offsets of a text that has changed since would be wrong; its own problems follow.
      if (client.has(pieces())) problems.value = new Map([...problems.peek(), ...found]);
      document.documentElement.dataset["language"] = "ready";
    },
    onFailed() {
      problems.value = new Map();
      delete document.documentElement.dataset["language"];
      notify(words.typeChecking.stopped);
    },
  });
  return client;
}

/** The cell in which the reader is. */
function focusedCell(): string | null {
  return document.activeElement?.closest<HTMLElement>("[data-cell]")?.dataset["cell"] ?? null;
}
