import { errorMessage } from "../../protocol/error-message.ts";
import { words } from "../../words/words.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { loadModel } from "./models.ts";
import type { SavedModel } from "./work-file.ts";

/** Offers to give the models in the cells the weights of a file. */
export function offerWeights(parts: LessonParts, models: readonly SavedModel[]): void {
  if (models.length === 0) return;
  const action = { label: words.work.loadWeights, act: () => void loadWeights(parts, models) };
  parts.notify(words.work.hasWeights(names(models)), action, "weights");
}

/** Loads them, or says what to do first. */
export async function loadWeights(parts: LessonParts, models: readonly SavedModel[]): Promise<void> {
  try {
    for (const model of models) await loadModel(parts.host, model);
    parts.notify(words.work.weightsLoaded(names(models)), null, "weights");
  } catch (error) {
    const again = { label: words.shell.tryAgain, act: () => void loadWeights(parts, models) };
    parts.notify(errorMessage(error), again, "weights");
  }
}

function names(models: readonly SavedModel[]): string {
  return models.map(({ variable }) => variable).join(", ");
}
