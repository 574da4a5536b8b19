import { errorMessage } from "../../protocol/error-message.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { loadModel } from "./models.ts";
import type { SavedModel } from "./work-file.ts";

/** Offers to give the models in the cells the weights of a file. */
export function offerWeights(parts: LessonParts, models: readonly SavedModel[]): void {
  if (models.length === 0) return;
  const action = { label: "Load the weights", act: () => void loadWeights(parts, models) };
  parts.notify(
    `The file has the trained weights of ${names(models)}. Run the cell that builds it first.`,
    action,
    "weights",
  );
}

/** Loads them, or says what has to be done before. */
export async function loadWeights(parts: LessonParts, models: readonly SavedModel[]): Promise<void> {
  try {
    for (const model of models) await loadModel(parts.host, model);
    parts.notify(`The weights of ${names(models)} are those of the file.`, null, "weights");
  } catch (error) {
    const again = { label: "Try again", act: () => void loadWeights(parts, models) };
    parts.notify(errorMessage(error), again, "weights");
  }
}

function names(models: readonly SavedModel[]): string {
  return models.map(({ variable }) => variable).join(", ");
}
