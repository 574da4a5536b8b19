import ts from "typescript";
import { SourceAnalysis } from "./analyse-source.ts";
import { CELLS, importedPath, type LessonModules, NO_MODULES } from "./module-types.ts";
import { isShared, type Piece } from "./piece.ts";
import { LessonScope, type Origin, type ScopedPiece } from "./scope.ts";
import { type DocComments, LIBRARY, LIBRARY_FOLDER, type TypeFiles } from "./type-files.ts";
import { PIECE_SCHEME, type VirtualFile, virtualFile } from "./virtual-file.ts";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: [],
  strict: true,
  // What readers may leave out: `catch (error) { error.message }`, and fields that a method sets.
  useUnknownInCatchVariables: false,
  strictPropertyInitialization: false,
  noImplicitThis: false,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  // The modules of a lesson may be JavaScript or JSON, and may be imported by the full name of their file.
  allowJs: true,
  checkJs: false,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/** A piece with its file. */
export interface ProgramPiece extends ScopedPiece {
  readonly file: VirtualFile;
  /** What it imports from the others. */
  readonly scope: ReadonlyMap<string, Origin>;
}

interface ProgramOptions {
  /**
   * Replaced in a test: documentation comments are read when they are shown (`documentation.ts`). The parser reads those of
   * JavaScript, where they contain types.
   */
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

interface Host extends ts.LanguageServiceHost {
  /** Asked by TypeScript's service, though not in its types: whether the imports of a file have to be resolved again. */
  hasInvalidatedResolutions(path: ts.Path): boolean;
}

/**
 * The cells of a lesson as one program of TypeScript. Each piece is a module that imports what it uses from the others,
 * with the semantics that running has: one scope, in the order of the page, in which later cells may declare a name again.
 */
export class LessonProgram {
  readonly service: ts.LanguageService;
  readonly #types: TypeFiles;
  readonly #imports: NonNullable<ProgramOptions["imports"]>;
  /** The files of the pieces and of the modules that the lesson brings. */
  readonly #scripts = new Map<string, Script>();
  readonly #analyses = new Map<string, SourceAnalysis>();
  readonly #snapshots = new Map<string, { readonly text: string; readonly snapshot: ts.IScriptSnapshot }>();
  #pieces: readonly ProgramPiece[] = [];
  #byPath: ReadonlyMap<string, ProgramPiece> = new Map();
  #modules = NO_MODULES;
  /** Whether imports may have a different meaning than in the version before. */
  #areImportsNew = false;
  #version = 0;

  constructor(
    types: TypeFiles,
    { comments = ts.JSDocParsingMode.ParseForTypeInfo, imports = "all" }: ProgramOptions = {},
  ) {
    this.#types = types;
    this.#imports = imports;
    const host = { ...this.#host(), jsDocParsingMode: comments };
    this.service = ts.createLanguageService(host, ts.createDocumentRegistry(true, "/", comments));
  }

  get pieces(): readonly ProgramPiece[] {
    return this.#pieces;
  }

  get modules(): LessonModules {
    return this.#modules;
  }

  /** The comments of the declarations that do not contain them. */
  get comments(): DocComments {
    return this.#types.comments();
  }

  /** Reads the declarations, which takes most of the time, before there is a lesson. */
  warmUp(): void {
    this.service.getProgram()?.getTypeChecker();
  }

  /** Sets the modules that the lesson brings. */
  bring(modules: LessonModules): void {
    if (modules === this.#modules) return;
    this.#modules = modules;
    this.#areImportsNew = true;
  }

  /** @param pieces in the order of the page. */
  update(pieces: readonly Piece[]): void {
    const scoped = withPaths(pieces).map(({ piece, path }) => ({
      piece,
      path,
      analysis: this.#analyse(piece, path),
    }));
    const names = new LessonScope(scoped);
    this.#pieces = scoped.map((one, index) => {
      const scope =
        this.#imports === "all" ? names.allAt(index) : names.among(index, wordsIn(one.piece.source));
      return { ...one, scope, file: virtualFile(one, scope, this.#types.libraryNames) };
    });
    // Of two cells with one id, the first.
    this.#byPath = new Map(this.#pieces.toReversed().map((piece) => [piece.path, piece]));
    this.#setScripts([
      ...Object.entries(this.#modules.types.files),
      ...this.#pieces.map(({ path, file }) => [path, file.text] as const),
    ]);
  }

  #setScripts(texts: readonly (readonly [path: string, text: string])[]): void {
    this.#version += 1;
    const current = new Set(texts.map(([path]) => path));
    for (const path of this.#scripts.keys()) if (!current.has(path)) this.#scripts.delete(path);
    for (const [path, text] of texts) {
      if (this.#scripts.get(path)?.text !== text) this.#scripts.set(path, { text, version: this.#version });
    }
    if (!this.#areImportsNew) return;
    // Otherwise TypeScript keeps what the imports of unchanged cells meant before.
    this.service.getProgram();
    this.#areImportsNew = false;
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
    return this.#byPath.get(path) ?? null;
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
    const known = this.#snapshots.get(path);
    if (known?.text === text) return known.snapshot;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    this.#snapshots.set(path, { text, snapshot });
    return snapshot;
  }

  #host(): Host {
    const paths = Object.keys(this.#types.files);
    const isStandard = (path: string): boolean => path.startsWith(`${LIBRARY_FOLDER}/`);
    const standard = paths.filter(isStandard).map((path) => path.slice(LIBRARY_FOLDER.length + 1));
    const options = { ...OPTIONS, lib: standard };
    const libraries = paths.filter((path) => !isStandard(path));
    return {
      getCompilationSettings: () => options,
      getProjectVersion: () => String(this.#version),
      getScriptFileNames: () => [...libraries, ...this.#pieces.map(({ path }) => path)],
      getScriptVersion: (path) => String(this.#scripts.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => this.#snapshot(path),
      getCurrentDirectory: () => "/",
      getDefaultLibFileName: () => `${LIBRARY_FOLDER}/${LIBRARY}`,
      fileExists: (path) => this.#text(path) !== undefined,
      readFile: (path) => this.#text(path),
      useCaseSensitiveFileNames: () => true,
      hasInvalidatedResolutions: () => this.#areImportsNew,
      resolveModuleNameLiterals: (literals, from) =>
        literals.map(({ text }) => ({ resolvedModule: this.#resolve(text, from) })),
      resolveTypeReferenceDirectiveReferences: (references, from) =>
        references.map((reference) => ({
          resolvedTypeReferenceDirective: this.#resolveTypes(reference, from),
        })),
    };
  }

  /** Modules of the libraries are declared by their names, which TypeScript itself finds. */
  #resolve(name: string, from: string): ts.ResolvedModuleFull | undefined {
    const path = name.startsWith(PIECE_SCHEME)
      ? name.slice(PIECE_SCHEME.length)
      : importedPath(this.#modules.types, this.pieceAt(from) === null ? from : CELLS, name);
    if (path === undefined || !this.#scripts.has(path)) return undefined;
    return { resolvedFileName: path, extension: extensionOf(path) };
  }

  #resolveTypes(
    reference: ts.FileReference | string,
    from: string,
  ): ts.ResolvedTypeReferenceDirective | undefined {
    const name = typeof reference === "string" ? reference : reference.fileName;
    const path = importedPath(this.#modules.types, from, name);
    return path === undefined ? undefined : { primary: true, resolvedFileName: path };
  }
}

const EXTENSIONS = [
  ...[ts.Extension.Dts, ts.Extension.Dmts, ts.Extension.Dcts, ts.Extension.Json],
  ...[ts.Extension.Tsx, ts.Extension.Mts, ts.Extension.Cts],
  ...[ts.Extension.Js, ts.Extension.Jsx, ts.Extension.Mjs, ts.Extension.Cjs],
];

function extensionOf(path: string): ts.Extension {
  return EXTENSIONS.find((extension) => path.endsWith(extension)) ?? ts.Extension.Ts;
}

/** What a source may use, the words of its texts and comments included. */
function wordsIn(source: string): ReadonlySet<string> {
  return new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
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
