import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { errorMessage } from "../../protocol/error-message.ts";
import { words } from "../../words/words.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import { FormActions, openDialog } from "../ui/dialog.tsx";
import { answersOf, changedCells } from "./collect-work.ts";
import { describeWork } from "./describe-work.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { listModels, type ModelInfo, readModel } from "./models.ts";
import { saveWork } from "./save-work.ts";
import type { SavedModel } from "./work-file.ts";

/** Asks for the reader's name, and gives the browser the file to save. */
export function downloadWork(parts: LessonParts): void {
  openDialog({
    title: words.work.download,
    contents: (close) => <Download parts={parts} close={close} />,
  });
}

interface DownloadProps {
  readonly parts: LessonParts;
  readonly close: () => void;
}

function Download({ parts, close }: DownloadProps) {
  const author = useSignal("");
  const models = useModels(parts.host);
  const withModels = useSignal(false);
  const fault = useSignal("");
  const download = async (): Promise<void> => {
    fault.value = "";
    try {
      const refused = await save(parts, author.value, withModels.value ? models.value : []);
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
      <p>{words.work.oneFile(describeAmount(parts))}</p>
      <AuthorField author={author} />
      <ModelsChoice models={models.value} chosen={withModels} />
      {fault.value === "" ? null : (
        <p class="dialog-fault" role="alert">
          {fault.value}
        </p>
      )}
      <FormActions close={close} submit={words.work.downloadNow} />
    </form>
  );
}

function AuthorField({ author }: { readonly author: Signal<string> }) {
  return (
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
  );
}

interface ModelsChoiceProps {
  readonly models: readonly ModelInfo[];
  readonly chosen: Signal<boolean>;
}

function ModelsChoice({ models, chosen }: ModelsChoiceProps) {
  if (models.length === 0) return null;
  return (
    <label class="dialog-choice">
      <input
        type="checkbox"
        onChange={(event) => {
          chosen.value = event.currentTarget.checked;
        }}
      />
      <span>{words.work.withWeights(describeModels(models))}</span>
    </label>
  );
}

/** The models in the runtime; none before it has answered. */
function useModels(host: RuntimeHost): ReadonlySignal<readonly ModelInfo[]> {
  const models = useSignal<readonly ModelInfo[]>([]);
  useEffect(() => {
    listModels(host).then(
      (found) => {
        models.value = found;
      },
      // A runtime that does not answer has no models to offer; the rest of the work does not depend on it.
      () => undefined,
    );
  }, []);
  return models;
}

/** @returns why the file was not saved; null if it was. */
async function save(
  parts: LessonParts,
  author: string,
  models: readonly ModelInfo[],
): Promise<string | null> {
  const saved: SavedModel[] = [];
  for (const { variable } of models) saved.push(await readModel(parts.host, variable));
  return saveWork(parts, author, saved);
}

function describeAmount(parts: LessonParts): string {
  return describeWork({
    cells: changedCells(parts.notebook),
    own: parts.notebook.own.value,
    solved: [...parts.solved.exercises.value],
    quizzes: answersOf(parts),
  });
}

function describeModels(models: readonly ModelInfo[]): string {
  return models
    .map(({ variable, bytes }) => `${variable} (${Math.max(1, Math.round(bytes / 1000))} kB)`)
    .join(", ");
}
