import type { AroundOutputs } from "../cells/around-outputs.ts";
import { createDownloadReader } from "../files/download-reader.ts";
import type { OpenLesson } from "../open-lesson.ts";
import type { ReadSlice } from "../outputs/tensors/tensor-reader.ts";
import { connectControls } from "./connect-controls.tsx";
import { connectFiles } from "./connect-files.tsx";
import { connectTraining } from "./connect-training.tsx";

interface OutputParts {
  readonly readSlice: ReadSlice;
  /** Settles when the reader's own cells are there. */
  readonly arranged: Promise<unknown>;
}

/** Connects outputs that the reader can use: trainings, tensors, files and controls. */
export function connectOutputs(lesson: OpenLesson, { readSlice, arranged }: OutputParts): AroundOutputs {
  const { address, questions, valuesOf } = lesson;
  const { notebook, host, settings, locked, notify, say } = lesson.parts;
  const isLocked = () => locked.value;
  const training = connectTraining({
    address,
    notebook,
    host,
    isLocked,
    notify: (text) => notify(text, null, "training"),
    say,
    readSlice,
    arranged,
  });
  const inside = connectFiles({
    questions,
    readDownload: createDownloadReader(host),
    around: training,
    notify: (text) => notify(text, null, "download"),
    say,
  });
  return connectControls({ notebook, host, settings, valuesOf, isLocked, inside });
}
