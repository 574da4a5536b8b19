import { computed, effect, type Signal } from "@preact/signals";
import type { VNode } from "preact";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { RunTarget } from "../notebook/plan.ts";
import { passedExercises } from "../notebook/verdict.ts";
import { MoreAction, MoreSection } from "../shell/more-menu.tsx";
import type { LessonParts } from "../work/lesson-parts.ts";
import { withPart } from "../work/load-part.ts";
import { pickFile } from "../work/pick-file.ts";
import type { WorkFile } from "../work/work-file.ts";

/** What carries the reader's work from one place to another. Most of it is loaded when it is needed. */
export interface WorkConnection {
  copyLink(id: CellId): void;
  /** Gives the reader a file with the work. */
  download(): void;
  /** Shows the code that the page's address carries, if it does, now and whenever the address changes. */
  followLink(): void;
  /** The section of the menu *More*. */
  readonly Section: () => VNode;
}

/** @param reviewed the work under review, if there is one: see `work/review.ts` */
export function connectWork(parts: LessonParts, reviewed: Signal<WorkFile | null>): WorkConnection {
  const { notebook, notify } = parts;
  const use: UsePart = (load, act) => void withPart(load, notify, act);
  const files = fileActions(parts, reviewed, use);
  const askForConsent = (target: RunTarget, cells: readonly CellId[]): void =>
    use(
      () => import("../work/consent-dialog.tsx"),
      (part) => part.askForConsent(notebook, target, cells),
    );
  const followLink = (): void => {
    if (!location.hash.startsWith("#cell=")) return;
    use(
      () => import("../work/follow-link.ts"),
      (part) => part.followLink(parts, location.hash),
    );
  };
  notebook.onEvent((event) => {
    if (event.type === "consent-needed") askForConsent(event.target, event.cells);
  });
  effect(() => {
    document.documentElement.toggleAttribute("data-review", reviewed.value !== null);
  });
  return {
    copyLink: (id) =>
      use(
        () => import("../work/copy-link.tsx"),
        (part) => part.copyLink(parts, id),
      ),
    download: files.download,
    followLink() {
      addEventListener("hashchange", followLink);
      followLink();
    },
    Section: () => <WorkSection isReviewing={reviewed.value !== null} {...files} />,
  };
}

/** Loads a part and acts with it. */
type UsePart = <Part>(load: () => Promise<Part>, act: (part: Part) => void) => void;

/** Saves work as a file, and opens such files. */
function fileActions(
  parts: LessonParts,
  reviewed: Signal<WorkFile | null>,
  use: UsePart,
): Pick<WorkSectionProps, "download" | "open"> {
  const review = (work: WorkFile): void =>
    use(
      () => import("../work/start-review.tsx"),
      (part) => part.startReview(work, reviewed, parts),
    );
  return {
    open: (file) =>
      use(
        () => import("../work/open-dialog.tsx"),
        (part) => part.openWorkFile(file, { parts, review }),
      ),
    download: () =>
      use(
        () => import("../work/download-dialog.tsx"),
        (part) => part.downloadWork(parts),
      ),
  };
}

interface WorkSectionProps {
  readonly isReviewing: boolean;
  readonly download: () => void;
  readonly open: (file: File) => void;
}

function WorkSection({ isReviewing, download, open }: WorkSectionProps) {
  return (
    <MoreSection title={words.work.title}>
      {isReviewing ? null : (
        <MoreAction label={words.work.download} explanation={words.work.downloadAtLength} act={download} />
      )}
      <MoreAction
        label={words.work.open}
        explanation={words.work.openAtLength}
        act={() => pickFile(".json,application/json", open)}
      />
    </MoreSection>
  );
}

/** The exercises to mark as solved: while a work is under review, those whose checks have passed here, whatever it says. */
export function solvedToShow({ solved, notebook, quizzes, locked }: LessonParts) {
  return computed(() =>
    locked.value
      ? new Set([...passedExercises(notebook.cells.value), ...quizzes.right.value])
      : solved.exercises.value,
  );
}
