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
      const decline = () =>
        reject(
          new Error(`${missing.title} is not in ${missing.place}. Run the cell again to choose its files.`),
        );
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
          label: "Choose files …",
          act: () => chooseFiles((files) => answer({ type: "chosen", files })),
        },
        alternative: {
          label: `Download (${Math.round(missing.bytes / 1e6)} MB)`,
          act: () => answer({ type: "download" }),
        },
        onDismiss: decline,
      });
    });
}

function question({ title, place, files, problem }: MissingFiles): string {
  const wanted = files.length === 1 ? "the file" : `the ${files.length} files`;
  const request = `${title} is not in ${place}. Choose ${wanted} ${files.join(", ")}, or download it.`;
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
