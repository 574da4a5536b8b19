import ts from "typescript";
import { SourceAnalysis } from "./analyse-source.ts";
import { isShared, type Piece } from "./piece.ts";
import { namesInScope, type Origin, type ScopedPiece } from "./scope.ts";
import { GLOBALS_FILE, LIBRARIES, LIBRARY_FOLDER, resolveModule, type TypeFiles } from "./type-files.ts";
import { type VirtualFile, virtualFile } from "./virtual-file.ts";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: LIBRARIES,
  types: [],
  strict: true,
  // What students may leave out: `catch (error) { error.message }`, and fields that a method sets.
  useUnknownInCatchVariables: false,
  strictPropertyInitialization: false,
  noImplicitThis: false,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  skipLibCheck: true,
  noEmit: true,
};

/** A piece with its file. */
export interface ProgramPiece extends ScopedPiece {
  readonly file: VirtualFile;
  readonly scope: ReadonlyMap<string, Origin>;
}

interface ProgramOptions {
  /** Replaced in a test: documentation comments are read when they are shown (`documentation.ts`). */
  readonly comments?: ts.JSDocParsingMode;
  /**
   * What a piece imports from the others: everything, for completion and proposals, or only what it uses, which takes
   * much less time in a large lesson.
   */
  readonly imports?: "all" | "used";
}

interface Script {
  readonly text: string;
  readonly version: number;
}

/**
 * The cells of a lesson as one program of TypeScript. Each piece is a module that imports what it uses from the others,
 * with the semantics that running has: one scope, in the order of the page, in which later cells may declare a name again.
 */
export class LessonProgram {
  readonly service: ts.LanguageService;
  readonly #types: TypeFiles;
  readonly #imports: NonNullable<ProgramOptions["imports"]>;
  readonly #scripts = new Map<string, Script>();
  readonly #analyses = new Map<string, SourceAnalysis>();
  readonly #snapshots = new Map<string, { readonly script: Script; readonly snapshot: ts.IScriptSnapshot }>();
  #pieces: readonly ProgramPiece[] = [];
  #modules: ReadonlySet<string> = new Set();
  #version = 0;

  constructor(
    types: TypeFiles,
    { comments = ts.JSDocParsingMode.ParseNone, imports = "all" }: ProgramOptions = {},
  ) {
    this.#types = types;
    this.#imports = imports;
    const host = { ...this.#host(), jsDocParsingMode: comments };
    this.service = ts.createLanguageService(host, ts.createDocumentRegistry(true, "/", comments));
  }

  get pieces(): readonly ProgramPiece[] {
    return this.#pieces;
  }

  /** The modules that the lesson brings, as cells import them. They have no declarations. */
  get modules(): ReadonlySet<string> {
    return this.#modules;
  }

  /**
   * @param pieces in the order of the page.
   * @param modules that the lesson brings.
   */
  update(pieces: readonly Piece[], modules: readonly string[] = []): void {
    this.#modules = new Set(modules);
    const scoped = withPaths(pieces).map(({ piece, path }) => ({
      piece,
      path,
      analysis: this.#analyse(piece, path),
    }));
    this.#pieces = scoped.map((one, index) => {
      const scope = namesInScope(scoped, index);
      const imported = this.#imports === "all" ? scope : usedIn(one.piece.source, scope);
      return { ...one, scope, file: virtualFile(one, imported, this.#types.libraryNames) };
    });
    this.#version += 1;
    const current = new Set(this.#pieces.map(({ path }) => path));
    for (const path of this.#scripts.keys()) if (!current.has(path)) this.#scripts.delete(path);
    for (const { path, file } of this.#pieces) {
      if (this.#scripts.get(path)?.text !== file.text) {
        this.#scripts.set(path, { text: file.text, version: this.#version });
      }
    }
  }

  /** Whether all pieces have the syntax of TypeScript. */
  isWhole(): boolean {
    return this.#pieces.every(({ path }) => this.service.getSyntacticDiagnostics(path).length === 0);
  }

  /** The cell of an id; null if there is none. */
  cell(id: string): ProgramPiece | null {
    return this.#pieces.find(({ piece }) => piece.id === id && isShared(piece)) ?? null;
  }

  /** The piece in a file; null if it is not one of the lesson's. */
  pieceAt(path: string): ProgramPiece | null {
    return this.#pieces.find((piece) => piece.path === path) ?? null;
  }

  #analyse({ source }: Piece, path: string): SourceAnalysis {
    const known = this.#analyses.get(path);
    if (known?.source === source) return known;
    const analysis = new SourceAnalysis(source);
    this.#analyses.set(path, analysis);
    return analysis;
  }

  #text(path: string): string | undefined {
    return this.#scripts.get(path)?.text ?? this.#types.files[path];
  }

  #snapshot(path: string): ts.IScriptSnapshot | undefined {
    const text = this.#text(path);
    if (text === undefined) return undefined;
    const script = this.#scripts.get(path) ?? { text, version: 0 };
    const known = this.#snapshots.get(path);
    if (known?.script.text === text) return known.snapshot;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.#snapshots.set(path, { script, snapshot });
    return snapshot;
  }

  #host(): ts.LanguageServiceHost {
    return {
      getCompilationSettings: () => OPTIONS,
      getProjectVersion: () => String(this.#version),
      getScriptFileNames: () => [GLOBALS_FILE, ...this.#pieces.map(({ path }) => path)],
      getScriptVersion: (path) => String(this.#scripts.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => this.#snapshot(path),
      getCurrentDirectory: () => "/",
      getDefaultLibFileName: () => `${LIBRARY_FOLDER}/lib.esnext.d.ts`,
      fileExists: (path) => this.#text(path) !== undefined,
      readFile: (path) => this.#text(path),
      useCaseSensitiveFileNames: () => true,
      resolveModuleNameLiterals: (literals, from) =>
        literals.map(({ text }) => ({ resolvedModule: this.#resolve(text, from) })),
    };
  }

  #resolve(name: string, from: string): ts.ResolvedModuleFull | undefined {
    const beside =
      name.startsWith("./") && from.startsWith("/lesson/") ? `/lesson/${name.slice(2)}.ts` : null;
    if (beside !== null && this.#scripts.has(beside)) {
      return { resolvedFileName: beside, extension: ts.Extension.Ts };
    }
    const path = resolveModule(name, from, this.#types);
    return path === null ? undefined : { resolvedFileName: path, extension: ts.Extension.Dts };
  }
}

/** The part of a scope whose names are in a source. */
function usedIn(source: string, scope: ReadonlyMap<string, Origin>): ReadonlyMap<string, Origin> {
  const words = new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
  return new Map([...scope].filter(([name]) => words.has(name)));
}

/** Cells have files of their names; the checks and the solution of an exercise are numbered beside its cell's. */
function withPaths(pieces: readonly Piece[]): { readonly piece: Piece; readonly path: string }[] {
  const counts = new Map<string, number>();
  return pieces.map((piece) => {
    if (isShared(piece)) return { piece, path: `/lesson/${piece.id}.ts` };
    const count = (counts.get(piece.id) ?? 0) + 1;
    counts.set(piece.id, count);
    return { piece, path: `/lesson/${piece.id}.${piece.role}-${count}.ts` };
  });
}
