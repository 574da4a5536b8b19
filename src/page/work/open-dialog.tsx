import { errorMessage } from "../../protocol/error-message.ts";
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
  const refuse = (message: string): void =>
    showMessage("The file was not opened", `${message} Your own work is unchanged.`);
  if (file.size > MAXIMUM_FILE_BYTES) {
    refuse(
      `The file has ${Math.round(file.size / 1e6)} MB, and a work file at most ${MAXIMUM_FILE_BYTES / 1e6}. Download the work again, without the trained weights.`,
    );
    return;
  }
  try {
    const read = readWork(await file.text(), parts.slug);
    if (read.type === "refused") refuse(read.message);
    else offer(read.work, (await digestOf(parts.notebook)) !== read.work.lesson.digest, options);
  } catch (error) {
    refuse(`The browser could not read it (${errorMessage(error)}). Copy it to this machine and try again.`);
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

function Offer({ work, isOtherVersion, parts, review, close }: OfferProps) {
  const { notebook, locked } = parts;
  const missing = work.cells.filter(({ id }) => notebook.cell(id) === undefined);
  const found = work.cells.filter(({ id }) => notebook.cell(id) !== undefined);
  return (
    <>
      <p>
        Saved {timeOf(work)}: {describeWork(work.cells.length, work.own.length, work.solved.length)}
        {work.models.length > 0
          ? `, trained weights of ${work.models.map(({ variable }) => variable).join(", ")}`
          : ""}
        .
      </p>
      {isOtherVersion ? (
        <p>The lesson has changed since, or the file comes from another version of it.</p>
      ) : null}
      {found.length === 0 ? null : (
        <>
          <p>What differs from what you have here:</p>
          <ul>
            {found.map(({ id, source }) => (
              <li key={id}>
                <code>{id}</code>: {describeDifference(notebook.cell(id), source)}
              </li>
            ))}
          </ul>
        </>
      )}
      {missing.length === 0 ? null : (
        <p>Not in this lesson, only in the file: {missing.map(({ id }) => id).join(", ")}.</p>
      )}
      <p>
        <b>Take over</b> puts this code into your cells. Your own code is kept beside it, so you can go back
        cell by cell. <b>Review</b> shows it read-only and leaves your work as it is.
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
        {locked.value ? null : (
          <>
            <button type="button" class="button" onClick={() => downloadWork(parts)}>
              Download mine first
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                close();
                takeOver(parts, work);
              }}
            >
              Take over
            </button>
          </>
        )}
        <button
          type="button"
          class="button is-main"
          onClick={() => {
            close();
            review(work);
          }}
        >
          Review
        </button>
      </div>
    </>
  );
}

function describeDifference(cell: CellModel | undefined, source: string): string {
  if (cell === undefined || cell.source.value === source) return "the same";
  return cell.source.value === cell.definition.value.source
    ? "unchanged here, changed in the file"
    : "you have changed it too, in another way";
}
