import type { Signal } from "@preact/signals";
import { words } from "../../words/words.ts";
import type { CellActions } from "../cells/cell-actions.ts";
import { LessonToolbar, MoreOfLesson } from "../lesson-toolbar.tsx";
import { createOfflineSection } from "../offline/offline-section.tsx";
import type { Offline } from "../offline/start-offline.ts";
import type { OpenLesson } from "../open-lesson.ts";
import { printedOutputs } from "../outputs/draw-when-near.ts";
import type { ReadSlice } from "../outputs/tensors/tensor-reader.ts";
import { connectPresenting } from "../presenting/connect-presenting.ts";
import { connectPrinting } from "../printing/printing.ts";
import { connectSearch } from "../search/connect-search.ts";
import { hydrateToolbar } from "../shell/hydrate-toolbar.tsx";
import type { Notices } from "../shell/notices.tsx";
import type { Theme } from "../shell/theme-button.tsx";
import { describeMissing, MISSING_PART } from "../ui/missing-part.ts";
import { withPart } from "../work/load-part.ts";
import { atRest } from "./at-rest.ts";
import type { WorkConnection } from "./connect-work.tsx";

interface ToolbarParts {
  /** Whether the page is interactive. */
  readonly live: Signal<boolean>;
  /** Settles when the page is hydrated. */
  readonly hydrated: Promise<void>;
  readonly theme: Signal<Theme>;
  readonly offline: Offline;
  readonly work: WorkConnection;
  readonly goTo: CellActions["goTo"];
  readonly hasLetterKeys: Signal<boolean>;
  readonly showKeys: () => void;
  readonly readSlice: ReadSlice;
}

/**
 * Connects the toolbar and its menu *More* to what they open.
 * @returns what shows an edited lesson on the slides.
 */
export function connectToolbar(lesson: OpenLesson, parts: ToolbarParts): () => void {
  const { notices, figures, services, shown } = lesson;
  const { host, notebook, notify, say } = lesson.parts;
  const { work, showKeys, readSlice, goTo } = parts;
  const { print } = connectPrinting({
    hydrated: parts.hydrated,
    atRest: atRest(parts.hydrated),
    figures,
    outputs: printedOutputs,
    showPreparing: (is) => showPreparing(is, notices),
  });
  const { start: present, refresh } = connectPresenting({
    say,
    warn: (text) => notices.show({ id: "presenting", text, action: null }),
    onMissing: () => notify(describeMissing(words.slides.notLoaded), null, MISSING_PART),
    layOutFigures: figures.layOut,
    isAsked: services.asked.present,
  });
  const OfflineSection = createOfflineSection(parts.offline, shown.current.datasets);
  const showVariables = (): void => {
    const load = () => import("../values/variables-panel.tsx");
    void withPart(load, notify, (part) => part.openVariables({ host, readSlice, goTo }));
  };
  const search = connectSearch({
    load: services.delivery.loadSearch,
    hasKeys: parts.hasLetterKeys,
    onFailure: (retry) =>
      notify(describeMissing(words.search.failed), { label: words.shell.tryAgain, act: retry }, MISSING_PART),
  });
  const more = () => (
    <MoreOfLesson {...{ notebook, search, work, OfflineSection, print, present, showKeys, showVariables }} />
  );
  const { live, theme } = parts;
  hydrateToolbar(<LessonToolbar host={host} notebook={notebook} live={live} theme={theme} more={more} />);
  return refresh;
}

function showPreparing(isPreparing: boolean, notices: Notices): void {
  const id = "printing";
  if (isPreparing) notices.show({ id, text: words.shell.drawingForPrint, action: null });
  else notices.dismiss(id);
}
