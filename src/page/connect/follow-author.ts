import { computed, type ReadonlySignal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import type { LessonData } from "../article/lesson-data.ts";
import { replaceArticle } from "../article/replace-article.ts";
import { showAttempted } from "../article/show-attempted.ts";
import { showQuizzes } from "../article/show-quizzes.ts";
import { showSolved } from "../article/show-solved.ts";
import type { Islands } from "../islands.tsx";
import type { Notebook } from "../notebook/notebook.ts";
import { followRecorded } from "../notebook/recorded.ts";
import type { OpenLesson } from "../open-lesson.ts";
import { showOnly } from "../options/show-only.ts";
import { restoreReturned } from "../restore-work.ts";
import { trackAttempts } from "../saving/attempts.ts";
import { browserAttemptStore } from "../saving/browser-stores.ts";
import { connectQuizzes } from "./connect-quizzes.ts";
import { solvedToShow } from "./connect-work.tsx";

/** A hydrated lesson. */
export interface LiveLesson {
  /** Shows an edited lesson: its data, and its newly prerendered page. */
  update(data: LessonData, fresh: Document): void;
}

interface LiveParts {
  readonly islands: Islands;
  readonly refreshSlides: () => void;
  readonly live: ReadonlySignal<boolean>;
}

/** Shows what the author changes while the lesson is open. */
export function followAuthor(lesson: OpenLesson, { islands, refreshSlides, live }: LiveParts): LiveLesson {
  const { shown, address, saving, services, parts } = lesson;
  const { notebook, edits, quizzes, locked } = parts;
  const solved = solvedToShow(parts);
  const tried = trackAttempts(notebook, browserAttemptStore(address, saving.writes), () => locked.value);
  const attempted = computed(() => new Set([...tried.value, ...quizzes.attempted.value]));
  const quizControl = connectQuizzes(parts, live);
  void quizzes.define(shown.current.quizzes);
  let endQuizzes = showQuizzes(quizControl);
  let endSolved = showSolved(shown.current, solved);
  let endAttempted = showAttempted(attempted);
  return {
    update(now, fresh) {
      const { recorded } = shown.current;
      shown.current = now;
      // Before the fresh page's nodes are moved into this one.
      islands.follow(now, fresh);
      replaceArticle(document, fresh);
      if (services.asked.only.length > 0) showOnly(document, services.asked.only);
      const added = addedCells(notebook, now);
      edits.redefine(now.cells);
      followRecorded(notebook, recorded, now.recorded);
      islands.hydrate();
      void restoreReturned(lesson, added);
      refreshSlides();
      endSolved();
      endSolved = showSolved(now, solved);
      endQuizzes();
      void quizzes.define(now.quizzes);
      endQuizzes = showQuizzes(quizControl);
      endAttempted();
      endAttempted = showAttempted(attempted);
    },
  };
}

/** The cells of the edited lesson that were not in the page. */
function addedCells(notebook: Notebook, { cells }: LessonData): ReadonlySet<CellId> {
  const known = new Set(notebook.all.value.filter(({ own }) => own.value === null).map(({ id }) => id));
  return new Set(cells.map(({ id }) => id).filter((id) => !known.has(id)));
}

/** An edited lesson waits until this page is hydrated; otherwise the old text would be hydrated with the new data. */
export function waitingFor(hydrated: Promise<void>, lesson: LiveLesson): LiveLesson {
  let isHydrated = false;
  void hydrated.then(() => {
    isHydrated = true;
  });
  return {
    update(data, fresh) {
      if (isHydrated) lesson.update(data, fresh);
      else void hydrated.then(() => lesson.update(data, fresh));
    },
  };
}
