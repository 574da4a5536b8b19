import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { errorMessage } from "../../protocol/error-message.ts";
import { words } from "../../words/words.ts";
import { openDialog } from "../ui/dialog.tsx";
import { answersOf, changedCells } from "./collect-work.ts";
import { describeWork } from "./describe-work.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { listModels, type ModelInfo, readModel } from "./models.ts";
import { saveWork } from "./save-work.ts";
import type { SavedModel } from "./work-file.ts";

/** Asks for the student's name, and gives the browser the file to save. */
export function downloadWork(parts: LessonParts): void {
  openDialog({
    title: words.work.download,
    contents: (close) => <Download parts={parts} close={close} />,
  });
}

function Download({ parts, close }: { readonly parts: LessonParts; readonly close: () => void }) {
  const author = useSignal("");
  const amount = describeWork({
    cells: changedCells(parts.notebook),
    own: parts.notebook.own.value,
    solved: [...parts.solved.exercises.value],
    quizzes: answersOf(parts),
  });
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
      parts.say(words.work.handed);
      close();
    } catch (error) {
      const advice = withModels.value ? words.work.withoutWeights : "";
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
      <p>{words.work.oneFile(amount)}</p>
      <label class="dialog-field">
        {words.work.yourName}
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
          <span>{words.work.withWeights(describeModels(models.value))}</span>
        </label>
      )}
      {fault.value === "" ? null : (
        <p class="dialog-fault" role="alert">
          {fault.value}
        </p>
      )}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          {words.work.cancel}
        </button>
        <button type="submit" class="button is-main">
          {words.work.downloadNow}
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
