import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { errorMessage } from "../../protocol/error-message.ts";
import { openDialog } from "../ui/dialog.tsx";
import { changedCells } from "./collect-work.ts";
import { describeWork } from "./describe-work.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { listModels, type ModelInfo, readModel } from "./models.ts";
import { saveWork } from "./save-work.ts";
import type { SavedModel } from "./work-file.ts";

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
  const models = useSignal<readonly ModelInfo[]>([]);
  const withModels = useSignal(false);
  const fault = useSignal("");
  useEffect(() => {
    listModels(parts.host).then(
      (found) => {
        models.value = found;
      },
      // A runtime that does not answer has no models to offer; the rest of the work does not depend on it.
      () => undefined,
    );
  }, []);
  const download = async (): Promise<void> => {
    fault.value = "";
    try {
      const saved: SavedModel[] = [];
      for (const { variable } of withModels.value ? models.value : [])
        saved.push(await readModel(parts.host, variable));
      const refused = await saveWork(parts, author.value, saved);
      if (refused !== null) {
        fault.value = refused;
        return;
      }
      parts.say("The file with your work was handed to the browser.");
      close();
    } catch (error) {
      const advice = withModels.value ? " Without the weights, the download works anyway." : "";
      fault.value = `${errorMessage(error)}${advice}`;
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void download();
      }}
    >
      <p>
        One file with all your work on this lesson:{" "}
        {describeWork(changed, parts.notebook.own.value.length, solved)}. Open it in any browser to go on
        there, or hand it in.
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
      {models.value.length === 0 ? null : (
        <label class="dialog-choice">
          <input
            type="checkbox"
            onChange={(event) => {
              withModels.value = event.currentTarget.checked;
            }}
          />
          <span>With the weights of {describeModels(models.value)}</span>
        </label>
      )}
      {fault.value === "" ? null : (
        <p class="dialog-fault" role="alert">
          {fault.value}
        </p>
      )}
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

function describeModels(models: readonly ModelInfo[]): string {
  return models
    .map(({ variable, bytes }) => `${variable} (${Math.max(1, Math.round(bytes / 1000))} kB)`)
    .join(", ");
}
