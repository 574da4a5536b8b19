import { errorMessage } from "../../protocol/error-message.ts";
import { words } from "../../words/words.ts";
import type { AroundOutputs } from "../cells/around-outputs.ts";
import type { ReadDownload } from "../files/download-reader.ts";
import { FileQuestionView } from "../files/file-question-view.tsx";
import type { FileQuestions } from "../files/file-questions.ts";
import { type SaveDownload, SaveDownloadContext } from "../outputs/save-download.ts";
import { saveFile } from "../ui/save-file.ts";

interface FileParts {
  readonly questions: FileQuestions;
  readonly readDownload: ReadDownload;
  /** What else there is around the outputs. */
  readonly around: AroundOutputs;
  readonly notify: (text: string) => void;
  readonly say: (text: string) => void;
}

/** Lets the reader choose files for cells, and save those that cells offer. */
export function connectFiles({
  questions,
  readDownload,
  around: Inner,
  notify,
  say,
}: FileParts): AroundOutputs {
  const save: SaveDownload = (download) => {
    readDownload(download).then(
      (content) => {
        saveFile(download.name, content, "application/octet-stream");
        say(words.files.handed(download.name));
      },
      (error: unknown) => notify(errorMessage(error)),
    );
  };
  return function Around({ cell, children }) {
    const question = questions.open.value;
    return (
      <>
        {question?.cell === cell.id ? <FileQuestionView question={question} /> : null}
        <SaveDownloadContext.Provider value={save}>
          <Inner cell={cell}>{children}</Inner>
        </SaveDownloadContext.Provider>
      </>
    );
  };
}
