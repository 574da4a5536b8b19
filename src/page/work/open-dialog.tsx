import { errorMessage } from "../../protocol/error-message.ts";
import { words } from "../../words/words.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { openDialog, showMessage } from "../ui/dialog.tsx";
import { describeWork, timeOf, titleOf } from "./describe-work.ts";
import { downloadWork } from "./download-dialog.tsx";
import { digestOf, type LessonParts } from "./lesson-parts.ts";
import { takeOver } from "./take-over.ts";
import { MAXIMUM_FILE_BYTES, readWork, type WorkFile } from "./work-file.ts";

export interface OpenOptions {
  readonly parts: LessonParts;
  readonly review: (work: WorkFile) => void;
}

/** Reads a file that the reader has chosen, and asks what to do with it. Until then nothing changes. */
export async function openWorkFile(file: File, options: OpenOptions): Promise<void> {
  const { parts } = options;
  const refuse = (message: string): void => showMessage(words.work.notOpened, words.work.unchanged(message));
  if (file.size > MAXIMUM_FILE_BYTES) {
    refuse(words.work.fileTooLarge(Math.round(file.size / 1e6), MAXIMUM_FILE_BYTES / 1e6));
    return;
  }
  try {
    const read = readWork(await file.text(), parts.slug);
    if (read.type === "refused") refuse(read.message);
    else offer(read.work, (await digestOf(parts.notebook)) !== read.work.lesson.digest, options);
  } catch (error) {
    refuse(words.work.notRead(errorMessage(error)));
  }
}

function offer(work: WorkFile, isOtherVersion: boolean, options: OpenOptions): void {
  openDialog({
    title: titleOf(work),
    contents: (close) => <Offer work={work} isOtherVersion={isOtherVersion} close={close} {...options} />,
  });
}

interface OfferProps extends OpenOptions {
  readonly work: WorkFile;
  readonly isOtherVersion: boolean;
  readonly close: () => void;
}

function Offer(props: OfferProps) {
  const { work, isOtherVersion, parts } = props;
  const { notebook } = parts;
  const missing = work.cells.filter(({ id }) => notebook.cell(id) === undefined);
  const hasCode = work.cells.length + work.own.length > 0;
  const hasAnswers = parts.quizzes.ids.some((id) => Object.hasOwn(work.quizzes, id));
  return (
    <>
      <p>
        {words.work.saved(
          timeOf(work),
          describeWork(work),
          work.models.map(({ variable }) => variable).join(", "),
        )}
      </p>
      {isOtherVersion ? <p>{words.work.otherVersion}</p> : null}
      <Differences work={work} notebook={notebook} />
      {missing.length === 0 ? null : <p>{words.work.onlyInFile(missing.map(({ id }) => id).join(", "))}</p>}
      <p>
        <b>{words.work.takeOver}</b> {words.work.takeOverAtLength(hasCode, hasAnswers)}{" "}
        <b>{words.work.review}</b> {words.work.reviewAtLength}
      </p>
      <Choices {...props} />
    </>
  );
}

interface DifferencesProps {
  readonly work: WorkFile;
  readonly notebook: Notebook;
}

/** How the texts in the file differ from those in the page. */
function Differences({ work, notebook }: DifferencesProps) {
  const found = work.cells.filter(({ id }) => notebook.cell(id) !== undefined);
  if (found.length === 0) return null;
  return (
    <>
      <p>{words.work.differs}</p>
      <ul>
        {found.map(({ id, source }) => (
          <li key={id}>
            <code>{id}</code>: {describeDifference(notebook.cell(id), source)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Choices({ work, parts, review, close }: OfferProps) {
  const closeAnd = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <div class="dialog-actions">
      <button type="button" class="button" onClick={close}>
        {words.work.cancel}
      </button>
      {parts.locked.value ? null : (
        <>
          <button type="button" class="button" onClick={() => downloadWork(parts)}>
            {words.work.downloadMine}
          </button>
          <button type="button" class="button" onClick={closeAnd(() => takeOver(parts, work))}>
            {words.work.takeOver}
          </button>
        </>
      )}
      <button type="button" class="button is-main" onClick={closeAnd(() => review(work))}>
        {words.work.review}
      </button>
    </div>
  );
}

function describeDifference(cell: CellModel | undefined, source: string): string {
  if (cell === undefined || cell.source.value === source) return words.work.same;
  return cell.source.value === cell.definition.value.source
    ? words.work.changedInFile
    : words.work.changedBoth;
}
