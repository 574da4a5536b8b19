import { words } from "../../words/words.ts";
import type { AskForFiles, FilesAnswer, MissingFiles } from "../datasets/ask-for-files.ts";
import type { Notices } from "./notices.tsx";

/**
 * Asks for the files of a dataset in a notice: the reader chooses them on this machine, or lets them be downloaded.
 * @param say announces the question to screen readers.
 */
export function askInNotices(notices: Notices, say: (text: string) => void): AskForFiles {
  return (missing, signal) =>
    new Promise<FilesAnswer>((resolve, reject) => {
      const id = `files-${missing.title}`;
      const answer = (given: FilesAnswer) => {
        notices.dismiss(id);
        resolve(given);
      };
      const decline = () => reject(new Error(words.shell.datasetMissing(missing.title, missing.location)));
      signal.addEventListener("abort", () => {
        notices.dismiss(id);
        reject(signal.reason);
      });
      const text = question(missing);
      say(text);
      notices.show({
        id,
        text,
        action: {
          label: words.shell.chooseFiles,
          act: () => chooseFiles((files) => answer({ type: "chosen", files })),
        },
        alternative: {
          label: words.shell.download(Math.round(missing.bytes / 1e6)),
          act: () => answer({ type: "download" }),
        },
        onDismiss: decline,
      });
    });
}

function question({ title, location, files, problem }: MissingFiles): string {
  const wanted = words.shell.wantedFiles(files.length, files.join(", "));
  const request = words.shell.askForFiles(title, location, wanted);
  return problem === null ? request : `${problem} ${request}`;
}

/** Opens the browser's file picker; nothing happens if the reader closes it. */
function chooseFiles(onChosen: (files: readonly File[]) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.addEventListener("change", () => onChosen([...(input.files ?? [])]));
  input.click();
}
