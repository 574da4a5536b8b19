import type { Token } from "marked";
import { analyseCell } from "../../cell/analyse-cell.ts";
import { authorLines } from "../../cell/compile/lines.ts";
import type { FreeUse, Member } from "../../cell/names/free-names.ts";
import type { CellImport, CellReferences } from "../../cell/names/references.ts";
import { SHARED_MODULES } from "../../protocol/lesson-modules.ts";
import { nearest } from "../../protocol/nearest.ts";
import { codeOffset } from "../blocks/code-offset.ts";
import type { ListedName } from "../blocks/front-matter.ts";
import type { Beside, KnownThings } from "../known-things.ts";
import type { LessonModule } from "../lesson.ts";
import type { Fault } from "../source-text.ts";
import { type LessonCode, lessonCode } from "./lesson-code.ts";
import type { LintContext } from "./lint-context.ts";
import { lintLoadedDatasets } from "./lint-datasets.ts";
import { undeclaredFile, wrongReader } from "./lint-files.ts";
import { ABSENT_NODE, misnamedModule, nodeModuleFault, ownModuleFault } from "./own-modules.ts";
import { LIBRARY, type Piece, TENSORFLOW, type Visible, VisibleNames } from "./visible-names.ts";

/** What the front matter declares for cells. */
export interface OwnThings {
  /** The paths of files, also of those that are missing or wrong: that is reported where they are declared. */
  readonly files: readonly string[];
  readonly packages: readonly ListedName[];
  readonly datasets: readonly string[];
}

interface OwnModules extends Pick<OwnThings, "packages"> {
  readonly beside: Beside | null;
}

/**
 * Unknown modules, exports and names in a lesson's code, and files and datasets that it does not declare: they would fail when a reader
 * runs it.
 */
export function lintCode(
  tokens: readonly Token[],
  known: KnownThings,
  { files, packages, datasets }: OwnThings,
  context: LintContext,
): Fault[] {
  const pieces = lessonCode(tokens, context.anchors).flatMap((code): Piece[] => {
    const { references } = analyseCell(code.source);
    return references === null ? [] : [{ ...code, references }];
  });
  const own = { packages, beside: context.beside };
  const visible = new VisibleNames(pieces, known);
  const declared = new Set(pieces.filter(({ role }) => role !== "check").flatMap(ownNames));
  return pieces.flatMap((piece, index) => {
    const lines = authorLines(piece.source);
    const faults = [
      ...piece.references.imports.flatMap((found) => importFaults(found, piece, known, own)),
      ...piece.references.typeImports.flatMap((found) =>
        importFaults({ ...found, namespace: null, names: [] }, piece, known, own),
      ),
      ...useFaults(piece, visible.from(index), known),
      ...fileFaults(piece.references, declared, files),
      ...lintLoadedDatasets(piece.references, declared, datasets, known),
    ];
    return faults.map((fault) => ({
      ...fault,
      offset: codeOffset(piece.token, lines.position(fault.offset), context),
    }));
  });
}

function importFaults(
  { module, offset, names }: CellImport,
  { references }: Piece,
  { modules }: KnownThings,
  own: OwnModules,
): Fault[] {
  const exported = modules.get(module);
  if (!exported) {
    const found = ownModuleFault(module, own.packages, own.beside);
    if (found !== "unknown") return found === null ? [] : [{ offset, ...found }];
    const absent = nodeModuleFault(module) ?? misnamedModule(module, own.beside);
    if (absent !== null) return [{ offset, ...absent }];
    const all = [...modules.keys(), ...own.packages.map(({ name }) => name)];
    const near = nearest(module, all);
    const list = all.map((name) => `\`${name}\``).join(" and ");
    const remedy = near
      ? `Did you mean \`${near}\`?`
      : `A cell can import ${list}. For a package of npm, write \`packages: [${module}]\` in the front matter.`;
    return [{ offset, message: `There is no module \`${module}\` in cells.`, remedy }];
  }
  const isUsed = (local: string) => references.uses.some(({ name }) => name === local);
  return (
    names
      .filter(({ imported }) => !exported.has(imported))
      // The others may be types, which TensorFlow.js exports as well.
      .filter(({ local }) => module === LIBRARY || isUsed(local))
      .map(({ imported, offset }) => ({ offset, ...missingMember(module, imported, exported.keys()) }))
  );
}

function missingMember(
  of: string,
  name: string,
  members: Iterable<string>,
): Pick<Fault, "message" | "remedy"> {
  const near = nearest(name, [...members]);
  return {
    message: `\`${of}\` has no \`${name}\`.`,
    remedy: near ? `Did you mean \`${near}\`?` : "Correct the name.",
  };
}

function useFaults(piece: Piece, visible: Visible, known: KnownThings): Fault[] {
  const reported = new Set<string>();
  return piece.references.uses.flatMap((use) => {
    const fault = memberFault(use, piece, visible) ?? nameFault(use, piece, visible, known);
    if (fault === null || reported.has(fault.message)) return [];
    reported.add(fault.message);
    return [fault];
  });
}

/** `tf.sequental`, where `tf` is a module without such an export, or `tf.layers.dens`. */
function memberFault({ name, members }: FreeUse, { role }: Piece, { imported }: Visible): Fault | null {
  const [first, second] = members;
  const exported = imported(name);
  if (first === undefined || exported === undefined || members.some((each) => isBlank(each.name, role)))
    return null;
  if (!exported.has(first.name)) return notIn(name, first, exported.keys());
  const ofFirst = exported.get(first.name) ?? null;
  if (second === undefined || ofFirst === null || ofFirst.has(second.name)) return null;
  return notIn(`${name}.${first.name}`, second, ofFirst);
}

function notIn(object: string, { name, offset }: Member, members: Iterable<string>): Fault {
  return { offset, ...missingMember(object, name, members) };
}

function nameFault(
  { name, offset, inFunction, inTypeof }: FreeUse,
  { role }: Piece,
  { has, later, all }: Visible,
  known: KnownThings,
): Fault | null {
  if (inTypeof || isBlank(name, role) || has(name)) return null;
  const absent = later.has(name) ? undefined : ABSENT.get(name);
  if (absent !== undefined) return { offset, message: `Cells have no \`${name}\`.`, remedy: absent };
  if (known.globals.has(name)) return null;
  if (!later.has(name)) {
    return { offset, message: `No cell declares \`${name}\`.`, remedy: declaration(name, all(), known) };
  }
  // A function may run after the later cell.
  if (inFunction) return null;
  return {
    offset,
    message: `Only a later cell declares \`${name}\`.`,
    remedy: "Move the declaration above this code.",
  };
}

const ABSENT_NETWORK =
  "They have no network: name files in the front matter, `files: [data/a.csv]`, and read them with `loadCsv`, `loadJson` or `loadText`.";
const ABSENT_PAGE =
  "They run apart from the page: show values with `show`, `table`, `plot` or `imshow`, or make a figure of your own.";

/** What code elsewhere has and cells do not, with what to do instead. */
const ABSENT: ReadonlyMap<string, string> = new Map([
  ...["fetch", "XMLHttpRequest", "WebSocket"].map((name) => [name, ABSENT_NETWORK] as const),
  ...["document", "window", "localStorage", "sessionStorage", "alert"].map(
    (name) => [name, ABSENT_PAGE] as const,
  ),
  ["prompt", "Ask with the controls of `lectern`: `slider`, `select`, `checkbox` and `button`."],
  ["require", 'Write an import: `import { mean } from "./lib/stats";`.'],
  ["process", ABSENT_NODE],
]);

/** What the reader of an exercise has to fill in. */
function isBlank(name: string, role: LessonCode["role"]): boolean {
  return role === "starter" && /^_+$/.test(name);
}

function declaration(name: string, names: readonly string[], { modules, globals }: KnownThings): string {
  if (modules.get(LIBRARY)?.has(name)) return `Write \`import { ${name} } from "${LIBRARY}";\` above it.`;
  if (name === "tf") return `Write \`import * as tf from "${TENSORFLOW}";\` above it.`;
  const near = nearest(name, names) ?? nearest(name, [...globals]);
  return near ? `Did you mean \`${near}\`?` : "Declare it in this cell or one above, or correct the name.";
}

/**
 * Calls of the functions that read files, with texts as paths.
 * @param declared names that have a different meaning in the lesson.
 */
function fileFaults(
  { calls }: CellReferences,
  declared: ReadonlySet<string>,
  files: readonly string[],
): Fault[] {
  return calls.flatMap(({ callee, argument, offset }) => {
    if (declared.has(callee)) return [];
    const fault = undeclaredFile(callee, argument, files) ?? wrongReader(callee, argument);
    return fault === null ? [] : [{ offset, ...fault }];
  });
}

/** The modules that a lesson's code imports, and that are not there in every lesson. */
export function importedModules(tokens: readonly Token[], context: LintContext): LessonModule[] {
  const found = new Map<string, LessonModule>();
  for (const code of lessonCode(tokens, context.anchors)) {
    const lines = authorLines(code.source);
    const { imports, typeImports } = analyseCell(code.source).references ?? { imports: [], typeImports: [] };
    const add = (specifier: string, offset: number, hasOnlyTypes: boolean): void => {
      const known = found.get(specifier);
      if (SHARED_MODULES.some((shared) => shared === specifier)) return;
      if (known !== undefined && (hasOnlyTypes || !known.hasOnlyTypes)) return;
      const position = context.source.position(codeOffset(code.token, lines.position(offset), context));
      found.set(specifier, { specifier, hasOnlyTypes, ...position });
    };
    for (const { module, offset } of imports) add(module, offset, false);
    for (const { module, offset } of typeImports) add(module, offset, true);
  }
  return [...found.values()];
}

/** What a piece declares itself. */
function ownNames({ references: { declares, imports } }: Piece): string[] {
  const fromLibrary = imports.filter(({ module }) => module === LIBRARY).flatMap(({ names }) => names);
  return declares.filter((name) => !fromLibrary.some(({ local }) => local === name));
}
