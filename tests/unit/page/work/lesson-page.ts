import { createHash } from "node:crypto";
// Edits import it late, which must not be after the end of the tests.
import "../../../../src/page/saving/edits/highlight-tokens.ts";
import { computed, signal } from "@preact/signals";
import { ReaderSettings } from "../../../../src/page/saving/control-values.ts";
import { createDraft, type Draft } from "../../../../src/page/saving/edits/draft.ts";
import { createEdits } from "../../../../src/page/saving/edits/edits.ts";
import type { SavedEdit } from "../../../../src/page/saving/edits/saved-edit.ts";
import { OwnIds } from "../../../../src/page/saving/own-ids.ts";
import { Quizzes } from "../../../../src/page/saving/quizzes.ts";
import { trackSolved } from "../../../../src/page/saving/solved.ts";
import type { LessonParts, NoticeAction } from "../../../../src/page/work/lesson-parts.ts";
import type { WorkFile } from "../../../../src/page/work/work-file.ts";
import type { ControlValues } from "../../../../src/protocol/control.ts";
import type { CellId } from "../../../../src/protocol/ids.ts";
import type { QuizAnswer } from "../../../../src/protocol/quiz-answer.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { define } from "../notebook/scripted-host.ts";

/** A lesson of the cells `a` and `b`, and `c` with an exercise; what the page saves is in `saved`. */
export function openParts() {
  const page = openNotebook([define("a"), define("b"), define("c", { checks: ["check"] })]);
  const reviewed = signal<WorkFile | null>(null);
  const drafts = new Map<CellId, Draft>();
  const draftOf = (id: CellId): Draft => {
    const draft = drafts.get(id) ?? createDraft();
    drafts.set(id, draft);
    return draft;
  };
  const saved = new Map<string, () => SavedEdit | null>();
  const stored = new Set<string>();
  const isLocked = () => reviewed.value !== null;
  const edits = createEdits({
    notebook: page.notebook,
    saver: {
      load: async () => new Map(),
      save: (id, edit) => saved.set(id, edit),
      flush: async () => undefined,
      hasUnsaved: () => false,
      leave: () => undefined,
    },
    draftOf,
    onEdited: () => undefined,
    channel: { post: () => undefined, onEdit: () => undefined },
    isLocked,
  });
  const solved = trackSolved(
    page.notebook,
    {
      load: async () => [],
      save: async (id, isSolved) => {
        if (isSolved) stored.add(id);
        else stored.delete(id);
      },
    },
    isLocked,
  );
  const storedSettings = new Map<string, ControlValues>();
  const settings = new ReaderSettings({
    load: async () => new Map(),
    save: async (id, values) => {
      if (values === null) storedSettings.delete(id);
      else storedSettings.set(id, values);
    },
  });
  const storedAnswers = new Map<string, QuizAnswer>();
  const quizzes = new Quizzes({
    store: {
      load: async () => new Map(),
      save: async (id, answer) => {
        if (answer === null) storedAnswers.delete(id);
        else storedAnswers.set(id, answer);
      },
    },
    digest: async (text) => createHash("sha256").update(text).digest("hex"),
    reviewed: () => reviewed.value?.quizzes ?? null,
  });
  const notices: { text: string; action: NoticeAction | null }[] = [];
  const parts: LessonParts = {
    slug: "lesson",
    title: "The lesson",
    notebook: page.notebook,
    host: page.host,
    edits,
    ids: new OwnIds(page.notebook, { read: () => 0, write: () => undefined }),
    draftOf,
    solved,
    settings,
    quizzes,
    onEdited: () => undefined,
    locked: computed(isLocked),
    notify: (text, action) => notices.push({ text, action }),
    say: () => undefined,
  };
  return {
    ...page,
    parts,
    edits,
    reviewed,
    notices,
    stored,
    storedSettings,
    storedAnswers,
    savedKeys: () => [...saved.keys()],
    saved: (id: string) => saved.get(id)?.(),
    sources: () => page.notebook.cells.value.map(({ source }) => source.value),
  };
}

/** A file with these texts. */
export function workOf(texts: Readonly<Record<string, string>>, solved: readonly string[] = []): WorkFile {
  return {
    format: "lectern-work",
    version: 1,
    lesson: { slug: "lesson", title: "The lesson", digest: "0".repeat(64) },
    saved: "2026-11-29T18:40:00.000Z",
    author: "Ada",
    cells: Object.entries(texts).map(([id, source]) => ({ id: define(id).id, source, author: id })),
    own: [],
    controls: {},
    quizzes: {},
    solved: [...solved],
    models: [],
  };
}
