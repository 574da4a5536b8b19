import type { LessonFile } from "../../protocol/lesson-file.ts";
import type { BroughtModules } from "./language-client.ts";

/** The modules that the lesson brings, as they are now. */
export interface ModulesNow {
  /** As cells import them. */
  readonly names: readonly string[];
  /** The file with their declarations; null if they have none. */
  readonly types: LessonFile | null;
}

export interface ModuleSource {
  readonly modules: () => ModulesNow;
  readonly loadFile: (file: LessonFile, signal: AbortSignal) => Promise<ArrayBuffer>;
}

/**
 * Creates what loads the declarations of the lesson's modules if they are others than at the last call: an author may edit
 * modules while the lesson is open. What cannot be loaded has no types, which is not worth a message.
 */
export function createModuleLoader(
  { modules, loadFile }: ModuleSource,
  onLoaded: (modules: BroughtModules) => void,
): () => void {
  let last: string | null = null;
  return () => {
    const { names, types } = modules();
    const now = JSON.stringify([names, types]);
    if (now === last) return;
    last = now;
    if (types === null) return onLoaded({ names, types: null });
    loadFile(types, new AbortController().signal)
      .then(
        (bytes) => new TextDecoder().decode(bytes),
        () => null,
      )
      .then((text) => {
        if (now === last) onLoaded({ names, types: text });
      });
  };
}
