import { type CellAccess, compileCell } from "../../cell/compile.ts";
import { cellSourceUrl } from "../../cell/stack.ts";
import { isTypeExport } from "../../cell/type-exports.ts";
import type { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import { nearest } from "../../protocol/nearest.ts";
import { CheckFailure } from "../library/check-failure.ts";
import { describeError, type SourceMap } from "./errors.ts";
import { type Bindings, Scope } from "./scope.ts";

type CellBody = (cell: CellAccess) => Promise<{ readonly value: unknown } | undefined>;
type CellFactory = (scope: object) => CellBody;

export type Evaluation =
  /** `value` is that of the final expression; absent if the cell ends with a statement. */
  | { readonly type: "done"; readonly value?: unknown }
  | { readonly type: "failed"; readonly error: CellError };

/** Runs cells in one shared scope. `modules` are those that cells can import. */
export class Evaluator {
  readonly #scope = new Scope();
  readonly #sources = new Map<string, SourceMap>();

  readonly #modules: ReadonlyMap<string, object>;

  constructor(modules: ReadonlyMap<string, object>) {
    this.#modules = modules;
  }

  /** Runs a cell. Its declarations replace those of its previous run. */
  async run(cell: CellId, source: string): Promise<Evaluation> {
    this.#scope.forget(cell);
    return this.#evaluate(cell, source, this.#scope.object, (bindings) => this.#scope.define(cell, bindings));
  }

  /** Runs the check of an exercise. It sees the names of the cells and of `lectern`, and declares none for them. */
  async check(cell: CellId, source: string): Promise<Evaluation> {
    const library: object = Object.create(null);
    Object.assign(library, this.#modules.get("lectern"), { tf: this.#modules.get("@tensorflow/tfjs") });
    // A student's own `check` must not decide whether the answer is right.
    const holderOf = (cells: object, name: PropertyKey): object =>
      Reflect.has(cells, name) && !(name === "check" && Reflect.has(library, name)) ? cells : library;
    const own = new Proxy(this.#scope.object, {
      has: (cells, name) => Reflect.has(cells, name) || Reflect.has(library, name),
      get: (cells, name) => Reflect.get(holderOf(cells, name), name),
    });
    return this.#evaluate(cell, source, own, () => undefined);
  }

  describe(thrown: unknown, cell: CellId): CellError {
    return describeError(thrown, cell, this.#sources, {
      declared: Object.keys(this.#scope.object),
      modules: this.#modules,
      lookUp: (name) => lookUp(this.#scope.object, name),
    });
  }

  async #evaluate(
    cell: CellId,
    source: string,
    scope: object,
    define: (bindings: Bindings) => void,
  ): Promise<Evaluation> {
    const compiled = compileCell(source);
    if (compiled.type === "failed") return { type: "failed", error: { ...compiled.error, stack: [] } };
    this.#sources.set(cell, { source, mapPosition: compiled.mapPosition });
    // TensorFlow.js calls itself deeply, and the frame of the cell is the outermost.
    Reflect.set(Error, "stackTraceLimit", 100);
    try {
      const result = await this.#instantiate(cell, compiled.code)(scope)({
        define,
        import: (specifier, names) => this.#import(specifier, names),
      });
      return result === undefined ? { type: "done" } : { type: "done", value: result.value };
    } catch (thrown) {
      if (CheckFailure.is(thrown)) return { type: "done" };
      return { type: "failed", error: this.describe(thrown, cell) };
    }
  }

  #instantiate(cell: CellId, code: string): CellFactory {
    // Indirect eval: the cell sees the global scope and none of the runtime's names.
    // biome-ignore lint/security/noGlobalEval: running the student's code is what this worker is for.
    const evaluateGlobally = globalThis.eval;
    return evaluateGlobally(`${code}\n//# sourceURL=${cellSourceUrl(cell)}`);
  }

  async #import(specifier: string, names: readonly string[] = []): Promise<object> {
    const module = this.#modules.get(String(specifier));
    if (module === undefined) {
      const known = [...this.#modules.keys()].map((name) => `"${name}"`).join(" and ");
      throw new Error(`There is no module "${specifier}" here. A cell can import ${known}.`);
    }
    const missing = names.find((name) => !Object.hasOwn(module, name) && !isTypeExport(specifier, name));
    if (missing === undefined) return module;
    const near = nearest(missing, Object.keys(module));
    const suggestion = near === null ? "" : ` Did you mean \`${near}\`?`;
    throw new SyntaxError(`The module "${specifier}" has no export named "${missing}".${suggestion}`);
  }
}

/** The value of a cell's name or of a global; undefined if there is none yet. */
function lookUp(scope: object, name: string): unknown {
  try {
    if (Reflect.has(scope, name)) return Reflect.get(scope, name);
    return Reflect.getOwnPropertyDescriptor(globalThis, name)?.value;
  } catch {
    return undefined;
  }
}
