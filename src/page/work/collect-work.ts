import type { Notebook } from "../notebook/notebook.ts";
import { digestOf, type LessonParts } from "./lesson-parts.ts";
import { type SavedModel, type WorkFile, writeWork } from "./work-file.ts";

/** Everything that the reader has done in this lesson, as the text of a file. */
export async function collectWork(
  parts: LessonParts,
  author: string,
  models: readonly SavedModel[],
): Promise<string> {
  const { slug, title, notebook, solved, settings } = parts;
  return writeWork({
    lesson: { slug, title, digest: await digestOf(notebook) },
    saved: new Date().toISOString(),
    author: author.trim() === "" ? null : author.trim().slice(0, 200),
    cells: changedCells(notebook),
    own: ownCells(notebook),
    controls: Object.fromEntries(
      [...settings.values.value].filter(([id]) => notebook.cell(id) !== undefined),
    ),
    quizzes: answersOf(parts),
    solved: [...solved.exercises.value],
    models: [...models],
  });
}

/** The reader's answers to the quizzes of the lesson. */
export function answersOf({ quizzes }: Pick<LessonParts, "quizzes">): WorkFile["quizzes"] {
  return Object.fromEntries([...quizzes.answers].filter(([id]) => quizzes.ids.includes(id)));
}

/** The cells that the reader has changed. Someone else's code from a link counts only once it was changed, run or kept. */
export function changedCells(notebook: Notebook): WorkFile["cells"] {
  const authors = notebook.cells.value.filter(({ own }) => own.value === null);
  return authors.flatMap(({ id, source, definition, foreign }) => {
    const author = definition.value.source;
    const isVisiting = foreign.value?.from === "link" && !foreign.value.accepted && !foreign.value.edited;
    const visiting = isVisiting ? foreign.value : null;
    const text = visiting === null ? source.value : (visiting.replaced ?? author);
    return text === author ? [] : [{ id, source: text, author }];
  });
}

/** The cells and notes that the reader has added, with their texts, in the order of the page. */
export function ownCells(notebook: Notebook): WorkFile["own"] {
  return notebook.all.value.flatMap(({ own, source }) =>
    own.value === null ? [] : [{ ...own.value, source: source.value }],
  );
}

/** The name of the file, such as `convolutional-neural-networks-work-ada-lovelace.json`. */
export function workFileName(slug: string, author: string): string {
  const name = author
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${slug}-work${name === "" ? "" : `-${name}`}.json`;
}
