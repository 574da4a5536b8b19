import { type CellAccess, type Compiled, compileCell } from "../../cell/compile/compile.ts";
import { cellSourceUrl } from "../../cell/compile/error-stack.ts";
import { isTypeExport } from "../../cell/names/type-exports.ts";
import type { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import { nearest } from "../../protocol/nearest.ts";
import { CheckFailure } from "../library/check-failure.ts";
import { StopRequested } from "../platform/activity.ts";
import { withBuiltIns } from "../platform/built-ins.ts";
import { awaited, isPauseDue, pause } from "../platform/pauses.ts";
import { asNative, bare, isPromise } from "../platform/promises.ts";
import { isExcess, limitedExecutor, turn } from "../platform/rejections.ts";
import { noteThrown } from "../platform/thrown.ts";
import { bounded, describeError, type SourceMap } from "./errors.ts";
import type { LessonModules } from "./lesson-modules.ts";
import { explainReplacedBuiltIns } from "./replaced-built-ins.ts";
import { type Bindings, CellScope } from "./scope.ts";

type CellBody = (cell: CellAccess) => Promise<{ readonly value: unknown } | undefined>;
type CellFactory = (scope: object) => CellBody;

export type Evaluation =
  /** `value` is that of the final expression, awaited; absent if the cell ends with a statement. */
  | { readonly type: "done"; readonly value?: unknown }
  | { readonly type: "failed"; readonly error: CellError }
  /** The reader stopped it. */
  | { readonly type: "stopped" };

/** Captured before a cell can replace it. Indirect, so that a cell sees the global scope and none of the runtime's names. */
// biome-ignore lint/security/noGlobalEval: running the reader's code is what this worker is for.
const evaluateGlobally = globalThis.eval;

/** What the code of all cells calls. */
const IN_CELLS = {
  awaited,
  isPauseDue,
  pause,
  isExcess,
  turn,
  executor: limitedExecutor,
  thrown(value: unknown): unknown {
    noteThrown(value);
    return value;
  },
};

/** Runs cells in one shared scope. `modules` are those that cells can import. */
export class Evaluator {
  readonly #scope = new CellScope();
  readonly #sources = new Map<string, SourceMap>();

  readonly #modules: ReadonlyMap<string, object>;

  readonly #explain: ((thrown: unknown) => Promise<unknown>) | undefined;

  readonly #lessonModules: LessonModules | undefined;

  /**
   * @param explain replaces what a run has thrown by its real cause, if that is something else.
   * @param lessonModules the modules that the lesson brings.
   */
  constructor(
    modules: ReadonlyMap<string, object>,
    explain?: (thrown: unknown) => Promise<unknown>,
    lessonModules?: LessonModules,
  ) {
    this.#modules = modules;
    this.#explain = explain;
    this.#lessonModules = lessonModules;
  }

  /** Runs a cell. Its declarations replace those of its previous run. */
  async run(cell: CellId, source: string): Promise<Evaluation> {
    withBuiltIns(() => this.#scope.forget(cell));
    const evaluation = await asNative(
      this.#evaluate(cell, source, this.#scope.object, (bindings) => this.#scope.define(cell, bindings)),
    );
    return evaluation.type === "failed"
      ? bare(withBuiltIns(() => explainPromises(evaluation, this.#unawaited(source))))
      : evaluation;
  }

  /** The names that the cell declares, whose values are promises and which it does not await. */
  declaredPromises(cell: CellId, source: string): readonly string[] {
    return this.#unawaited(source)
      .filter((promise) => promise.cell === cell)
      .map(({ name }) => name);
  }

  /** Runs the check of an exercise. It sees the names of the cells and of `lectern`, and declares none for them. */
  async check(cell: CellId, source: string): Promise<Evaluation> {
    return this.#evaluate(
      cell,
      source,
      withBuiltIns(() => this.#scopeOfCheck()),
      () => undefined,
    );
  }

  /** What the cells have declared, by name. */
  variables(): readonly (readonly [name: string, value: unknown])[] {
    return this.#scope.variables();
  }

  /** What the cells have declared but not imported, with the cells. */
  declared(): ReturnType<CellScope["declared"]> {
    const modules = [...this.#modules.values()];
    const imported = new Set<unknown>(modules.flatMap((module) => [module, ...Object.values(module)]));
    return this.#scope
      .declared()
      .filter(
        ({ value }) =>
          value === null ||
          !(typeof value === "object" || typeof value === "function") ||
          !imported.has(value),
      );
  }

  describe(thrown: unknown, cell: CellId): CellError {
    const error = describeError(thrown, cell, this.#sources, {
      declared: Object.keys(this.#scope.object),
      modules: this.#modules,
      lookUp: (name) => lookUp(this.#scope.object, name),
    });
    return explainReplacedBuiltIns(error);
  }

  #scopeOfCheck(): object {
    const library: object = Object.create(null);
    Object.assign(library, this.#modules.get("lectern"), { tf: this.#modules.get("@tensorflow/tfjs") });
    // A reader's own `check` must not decide whether the answer is right.
    const holderOf = (cells: object, name: PropertyKey): object =>
      Reflect.has(cells, name) && !(name === "check" && Reflect.has(library, name)) ? cells : library;
    return new Proxy(this.#scope.object, {
      has: (cells, name) => Reflect.has(cells, name) || Reflect.has(library, name),
      get: (cells, name) => Reflect.get(holderOf(cells, name), name),
    });
  }

  async #evaluate(
    cell: CellId,
    source: string,
    scope: object,
    define: (bindings: Bindings) => void,
  ): Promise<Evaluation> {
    const compiled = withBuiltIns(() => compileCell(source), true);
    if (compiled.type === "failed") {
      const error = { ...compiled.error, stack: [] };
      return { type: "failed", error: withBuiltIns(() => bounded(explainReplacedBuiltIns(error))) };
    }
    withBuiltIns(() => {
      this.#sources.set(cell, { source, mapPosition: compiled.mapPosition });
      // TensorFlow.js calls itself deeply, and the frame of the cell is the outermost.
      Reflect.set(Error, "stackTraceLimit", 100);
    });
    try {
      const result = await asNative(this.#call(cell, compiled, scope, define));
      if (result === undefined) return bare({ type: "done" });
      const value = isPromise(result.value) ? await asNative(result.value) : result.value;
      return bare({ type: "done", value });
    } catch (thrown) {
      if (CheckFailure.is(thrown)) return bare({ type: "done" });
      if (StopRequested.is(thrown)) return bare({ type: "stopped" });
      const reason = this.#explain === undefined ? thrown : await asNative(this.#explain(thrown));
      return bare({ type: "failed", error: withBuiltIns(() => this.describe(reason, cell), true) });
    }
  }

  /** Starts the cell's own code, which runs with the built-ins that cells have made for themselves. */
  #call(
    cell: CellId,
    { code }: Compiled,
    scope: object,
    define: (bindings: Bindings) => void,
  ): ReturnType<CellBody> {
    const factory: CellFactory = evaluateGlobally(`${code}\n//# sourceURL=${cellSourceUrl(cell)}`);
    return factory(scope)({
      // What a cell adds to all objects would be part of the bindings' descriptors.
      define: (bindings) => withBuiltIns(() => define(bindings), true),
      import: (specifier, names) => asNative(this.#import(specifier, names)),
      ...IN_CELLS,
    });
  }

  /** @param names as of `CellAccess.import` */
  async #import(specifier: string, names: unknown): Promise<object> {
    const name = withBuiltIns(() => String(specifier));
    const shared = withBuiltIns(() => this.#modules.get(name));
    const module = shared ?? (await this.#lessonModules?.find(name)) ?? null;
    return withBuiltIns(() => this.#checked(name, module, Array.isArray(names) ? names.map(String) : []));
  }

  #checked(specifier: string, module: object | null, names: readonly string[]): object {
    if (module === null) {
      const known = [...this.#modules.keys()].map((name) => `"${name}"`).join(" and ");
      throw new Error(`There is no module "${specifier}" here. A cell can import ${known}.`);
    }
    const missing = names.find((name) => !Object.hasOwn(module, name) && !isTypeExport(specifier, name));
    if (missing === undefined) return module;
    const near = nearest(missing, Object.keys(module));
    const suggestion = near === null ? "" : ` Did you mean \`${near}\`?`;
    throw new SyntaxError(`The module "${specifier}" has no export named "${missing}".${suggestion}`);
  }

  /** The promises in the scope that this text names without an `await`. */
  #unawaited(source: string): readonly DeclaredPromise[] {
    return this.#scope.promises().filter(({ name }) => names(source, name) && !awaits(source, name));
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

interface DeclaredPromise {
  readonly name: string;
  readonly cell: CellId;
}

/** A promise has none of the members of its result, but the error does not say so. */
function explainPromises(
  { type, error }: Extract<Evaluation, { type: "failed" }>,
  [promise]: readonly DeclaredPromise[],
): Evaluation {
  if (promise === undefined || error.name !== "TypeError") return { type, error };
  const { name, cell } = promise;
  const hint = `${name} is a promise, not its result: did you forget await in the cell ${cell}?`;
  const message = `${error.message}${/[.!?]$/.test(error.message) ? "" : "."} ${hint}`;
  return { type, error: { ...error, message } };
}

/** By the text alone, since the answer is only a hint. */
function names(source: string, name: string): boolean {
  return new RegExp(asWord(name)).test(source);
}

function awaits(source: string, name: string): boolean {
  return new RegExp(`\\bawait\\b[^;]*${asWord(name)}`).test(source);
}

/** A pattern for the name as a whole word that is not the name of a member. */
function asWord(name: string): string {
  return `(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`;
}
