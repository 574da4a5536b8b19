import type { TrainingAction } from "../../protocol/command.ts";
import { words } from "../../words/words.ts";
import type { AroundOutputs } from "../cells/around-outputs.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { type ReadSlice, TensorReaderContext } from "../outputs/tensors/tensor-reader.ts";
import { type CellTraining, CellTrainingContext } from "../outputs/training/cell-training.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import { browserCheckpointStore, browserHistoryStore, type LessonAddress } from "../saving/browser-stores.ts";
import { Checkpoints } from "../training/checkpoints.ts";
import { ContinueOffer } from "../training/continue-offer.tsx";
import { LiveTrainings } from "../training/live-trainings.ts";
import { RunHistory } from "../training/run-history.ts";
import { trainingCsv } from "../training/training-csv.ts";
import { formatSignificant } from "../ui/format.ts";
import { saveFile } from "../ui/save-file.ts";

interface TrainingParts {
  readonly address: LessonAddress;
  readonly notebook: Notebook;
  readonly host: RuntimeHost;
  readonly isLocked: () => boolean;
  readonly notify: (text: string) => void;
  readonly say: (text: string) => void;
  readonly readSlice: ReadSlice;
  /** Settles when the reader's own cells are there, which may have trained, too. */
  readonly arranged: Promise<unknown>;
}

/** Lets the reader control trainings, compare them with earlier ones, and continue one that was cut off. */
export function connectTraining({
  address,
  notebook,
  host,
  isLocked,
  notify,
  say,
  readSlice,
  arranged,
}: TrainingParts): AroundOutputs {
  const live = new LiveTrainings(notebook, host);
  const history = new RunHistory({ notebook, live, store: browserHistoryStore(address), isLocked, arranged });
  const store = browserCheckpointStore(address);
  const checkpoints = new Checkpoints({ notebook, host, live, store, isLocked, notify, arranged });
  const act = (training: string, action: TrainingAction): void => {
    host.send({ type: "control-training", training, action });
    say(describeAction(action));
  };
  const trainingOf = (cell: CellModel): CellTraining => ({
    isRunning: cell.status.value === "running",
    act,
    earlierThan: (output) => (isLocked() ? [] : history.earlierThan(cell.id, output)),
    forgetEarlier: () => history.forget(cell.id),
    download(output) {
      saveFile(`${address.slug}-${cell.id}-training.csv`, trainingCsv(output), "text/csv");
      say(words.training.logHanded);
    },
  });
  return function Around({ cell, children }) {
    return (
      <CellTrainingContext.Provider value={trainingOf(cell)}>
        <ContinueOffer cell={cell} checkpoints={checkpoints} />
        <TensorReaderContext.Provider value={readSlice}>{children}</TensorReaderContext.Provider>
      </CellTrainingContext.Provider>
    );
  };
}

function describeAction(action: TrainingAction): string {
  switch (action.type) {
    case "pause":
      return words.training.pausing;
    case "step":
      return words.training.oneBatch;
    case "resume":
      return words.training.goesOn;
    case "learning-rate":
      return words.training.rateIs(formatSignificant(action.value));
  }
}
