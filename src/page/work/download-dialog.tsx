import { useSignal } from "@preact/signals";
import { openDialog } from "../ui/dialog.tsx";
import { changedCells, collectWork, workFileName } from "./collect-work.ts";
import { describeWork } from "./describe-work.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { saveFile } from "./save-file.ts";

/** Asks for the student's name, and gives the browser the file to save. */
export function downloadWork(parts: LessonParts): void {
  openDialog({
    title: "Download my work",
    contents: (close) => <Download parts={parts} close={close} />,
  });
}

function Download({ parts, close }: { readonly parts: LessonParts; readonly close: () => void }) {
  const author = useSignal("");
  const changed = changedCells(parts.notebook).length;
  const solved = parts.solved.exercises.value.size;
  const download = async (): Promise<void> => {
    const text = await collectWork(parts, author.value, []);
    saveFile(workFileName(parts.slug, author.value), text);
    parts.say("The file with your work was handed to the browser.");
    close();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void download();
      }}
    >
      <p>
        One file with all your work on this lesson: {describeWork(changed, solved)}. Open it in any browser to
        go on there, or hand it in.
      </p>
      <label class="dialog-field">
        Your name, if you hand the file in (optional)
        <input
          type="text"
          name="author"
          autocomplete="name"
          maxLength={200}
          onInput={(event) => {
            author.value = event.currentTarget.value;
          }}
        />
      </label>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" class="button is-main">
          Download
        </button>
      </div>
    </form>
  );
}
