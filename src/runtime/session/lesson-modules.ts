import { errorMessage } from "../../protocol/error-message.ts";
import { NOT_DECLARED } from "../../protocol/lesson-file.ts";
import { MODULES_FILE } from "../../protocol/lesson-modules.ts";
import type { FileStore } from "../files/file-store.ts";
import { type Activity, currentActivity, resumeAfter } from "../platform/activity.ts";

type Factory = (require: (name: string) => object, exports: object, module: object) => void;

/** Captured before a cell can replace it; see `evaluate.ts`. */
// biome-ignore lint/security/noGlobalEval: these modules are code of the lesson, as cells are.
const evaluateGlobally = globalThis.eval;
const { TextDecoder } = globalThis;

/** The modules that the lesson brings: one script from the page, which runs with the first import. */
export class LessonModules {
  readonly #store: FileStore;
  readonly #shared: ReadonlyMap<string, object>;
  #text = "";
  #modules: ReadonlyMap<string, object> = new Map();
  /** The last run that has loaded them: each run does, since their author may have changed them. */
  #loadedBy: Activity | null = null;

  /** @param shared what these modules can import themselves, other than each other. */
  constructor(store: FileStore, shared: ReadonlyMap<string, object>) {
    this.#store = store;
    this.#shared = shared;
  }

  /**
   * Null if the lesson brings no module of that name.
   * @throws what the modules throw when they run, or an Error with the page's message if they cannot be loaded.
   */
  async find(specifier: string): Promise<object | null> {
    const activity = currentActivity();
    if (this.#loadedBy !== activity) {
      const text = await this.#load();
      if (text === null) return null;
      if (text !== this.#text) {
        this.#modules = this.#evaluate(text);
        this.#text = text;
      }
      this.#loadedBy = activity;
    }
    return this.#modules.get(specifier) ?? null;
  }

  async #load(): Promise<string | null> {
    try {
      const { bytes } = await resumeAfter(this.#store.read(MODULES_FILE));
      return new TextDecoder().decode(bytes);
    } catch (error) {
      if (errorMessage(error).startsWith(NOT_DECLARED)) return null;
      throw error;
    }
  }

  #evaluate(text: string): ReadonlyMap<string, object> {
    const factory: Factory = evaluateGlobally(
      `(function (require, exports, module) {${text}\n})\n//# sourceURL=${MODULES_FILE}`,
    );
    const exports: { modules?: ReadonlyMap<string, object> } = {};
    factory((name) => this.#require(name), exports, { exports });
    return exports.modules ?? new Map();
  }

  #require(name: string): object {
    const module = this.#shared.get(name);
    if (module === undefined) throw new Error(`There is no module "${name}" in the sandbox of cells.`);
    return module;
  }
}
