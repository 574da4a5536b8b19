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
 * Creates what brings the lesson's modules if they are others than at the last call: an author may edit modules while the
 * lesson is open. Their names are there at once, with the declarations known so far, and all declarations when they are
 * loaded. If that fails, which is not worth a message, the next call tries again.
 */
export function createModuleLoader(
  { modules, loadFile }: ModuleSource,
  onBrought: (modules: BroughtModules) => void,
): () => void {
  let asked: string | null = null;
  let brought: BroughtModules | null = null;
  const bring = (next: BroughtModules): void => {
    // All code is checked again.
    if (brought !== null && isSame(brought, next)) return;
    brought = next;
    onBrought(next);
  };
  return () => {
    const { names, types } = modules();
    const now = JSON.stringify([names, types]);
    if (now === asked) return;
    asked = now;
    bring({ names, types: types === null ? null : (brought?.types ?? null) });
    if (types === null) return;
    loadFile(types, new AbortController().signal).then(
      (bytes) => {
        if (now === asked) bring({ names, types: new TextDecoder().decode(bytes) });
      },
      () => {
        if (now === asked) asked = null;
      },
    );
  };
}

function isSame(a: BroughtModules, b: BroughtModules): boolean {
  return a.types === b.types && JSON.stringify(a.names) === JSON.stringify(b.names);
}
