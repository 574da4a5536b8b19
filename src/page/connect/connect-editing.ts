import { MODULE_TYPES_FILE } from "../../protocol/lesson-modules.ts";
import type { LessonData } from "../article/lesson-data.ts";
import type { CellActions } from "../cells/cell-actions.ts";
import { beforeEditing } from "../cells/code/before-editing.ts";
import { createAssistant } from "../language/assistant.ts";
import type { ModulesNow } from "../language/lesson-modules.ts";
import type { OpenLesson } from "../open-lesson.ts";
import type { LessonParts } from "../work/lesson-parts.ts";
import { withPart } from "../work/load-part.ts";
import { type CellConnection, connectCells } from "./connect-cells.ts";
import type { WorkConnection } from "./connect-work.tsx";

/** Connects the cells with their editors. */
export function connectEditing(lesson: OpenLesson, { copyLink }: WorkConnection): CellConnection {
  const { notices, shown, services, typedAhead, parts } = lesson;
  const { notebook, edits, locked, notify, say } = parts;
  const assistant = createAssistant({
    notebook,
    modules: () => modulesOf(shown.current),
    loadFile: services.delivery.loadFile,
    startLanguage: services.delivery.startLanguage,
    change: edits.change,
    goTo: (...position) => cells.actions.goTo(...position),
    say,
    notify: (text) => notices.show({ id: "assistant", text, action: null }),
  });
  const cells = connectCells({
    notebook,
    edits,
    typedAhead,
    ids: parts.ids,
    isLocked: () => locked.value,
    notify,
    notices,
    assistant,
    copyLink,
    compare: compareIn(parts),
  });
  beforeEditing(document, () => {
    assistant.warmUp();
    // A failure is for the editor that needs it.
    import("../cells/code/code-editor.ts").catch(() => undefined);
  });
  return cells;
}

function modulesOf({ modules, files }: LessonData): ModulesNow {
  return { names: modules, types: files.find(({ path }) => path === MODULE_TYPES_FILE) ?? null };
}

/** Shows two versions of a cell side by side, which is loaded when it is needed. */
function compareIn({ notebook, edits, draftOf, notify }: LessonParts): CellActions["compare"] {
  return (id, otherName) => {
    const cell = notebook.cell(id);
    const other = otherName === "author" ? cell?.definition.value.source : draftOf(id).elsewhere.value;
    if (cell === undefined || other == null) return;
    const versions = {
      cell: id,
      mine: cell.source.value,
      other,
      otherName,
      keepMine: () => edits.keepMine(id),
      useOther: () => (otherName === "author" ? edits.reset(id) : edits.useElsewhere(id)),
    };
    const load = () => import("../cells/compare/compare-versions.tsx");
    void withPart(load, notify, (part) => part.compareVersions(versions));
  };
}
