import { createContext } from "preact";
import type { TrainingAction } from "../../../protocol/command.ts";
import type { Training } from "../../../protocol/output.ts";

/** A training of an earlier run of the cell. */
export interface EarlierRun {
  /** Unique among those of the cell. */
  readonly id: string;
  /** What was different in its code, such as `filters: 8`. */
  readonly label: string;
  readonly output: Training;
}

/** What the page around a training's output can do with it. */
export interface CellTraining {
  /** The cell runs, so that its training can be controlled. */
  readonly isRunning: boolean;
  readonly act: (training: string, action: TrainingAction) => void;
  /** Earlier runs, the latest first, to be compared with this training. */
  readonly earlierThan: (output: Training) => readonly EarlierRun[];
  readonly forgetEarlier: () => void;
  /** Saves the numbers of each epoch as a file. */
  readonly download: (output: Training) => void;
}

/** Null where there is only the output, as on a prerendered page. */
export const CellTrainingContext = createContext<CellTraining | null>(null);
