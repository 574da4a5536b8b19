import { computed, effect, type Signal } from "@preact/signals";
import type { VNode } from "preact";
import type { CellId } from "../protocol/ids.ts";
import { words } from "../words/words.ts";
import { passedExercises } from "./notebook/verdict.ts";
import { MoreAction, MoreSection } from "./shell/more-menu.tsx";
import type { LessonParts } from "./work/lesson-parts.ts";
import { withPart } from "./work/load-part.ts";
import { pickFile } from "./work/pick-file.ts";
import type { WorkFile } from "./work/work-file.ts";

/** What carries the student's work from one place to another. Most of it is loaded when it is needed. */
export interface WorkConnection {
  copyLink(id: CellId): void;
  /** Shows the code that the page's address carries, if it does, now and whenever the address changes. */
  followLink(): void;
  /** The section of the menu *More*. */
  readonly Section: () => VNode;
}

/** @param reviewed the work under review, if there is one: see `work/review.ts` */
export function connectWork(parts: LessonParts, reviewed: Signal<WorkFile | null>): WorkConnection {
  const { notebook, notify } = parts;
  notebook.onEvent((event) => {
    if (event.type !== "consent-needed") return;
    const { target, cells } = event;
    void withPart(
      () => import("./work/consent-dialog.tsx"),
      notify,
      (part) => part.askForConsent(notebook, target, cells),
    );
  });
  effect(() => {
    document.documentElement.toggleAttribute("data-review", reviewed.value !== null);
  });
  const followLink = (): void => {
    if (!location.hash.startsWith("#cell=")) return;
    void withPart(
      () => import("./work/follow-link.ts"),
      notify,
      (part) => part.followLink(parts, location.hash),
    );
  };
  const review = (work: WorkFile): void =>
    void withPart(
      () => import("./work/start-review.tsx"),
      notify,
      (part) => part.startReview(work, reviewed, parts),
    );
  const open = (file: File): void =>
    void withPart(
      () => import("./work/open-dialog.tsx"),
      notify,
      (part) => part.openWorkFile(file, { parts, review }),
    );
  const download = (): void =>
    void withPart(
      () => import("./work/download-dialog.tsx"),
      notify,
      (part) => part.downloadWork(parts),
    );
  const copyLink = (id: CellId): void =>
    void withPart(
      () => import("./work/copy-link.tsx"),
      notify,
      (part) => part.copyLink(parts, id),
    );
  return {
    copyLink,
    followLink() {
      addEventListener("hashchange", followLink);
      followLink();
    },
    Section: () => (
      <MoreSection title={words.work.title}>
        {reviewed.value === null ? (
          <MoreAction label={words.work.download} explanation={words.work.downloadAtLength} act={download} />
        ) : null}
        <MoreAction
          label={words.work.open}
          explanation={words.work.openAtLength}
          act={() => pickFile(".json,application/json", open)}
        />
      </MoreSection>
    ),
  };
}

/** The exercises to mark as solved: while a work is under review, those whose checks have passed here, whatever it says. */
export function solvedToShow({ solved, notebook, quizzes, locked }: LessonParts) {
  return computed(() =>
    locked.value
      ? new Set([...passedExercises(notebook.cells.value), ...quizzes.right.value])
      : solved.exercises.value,
  );
}
