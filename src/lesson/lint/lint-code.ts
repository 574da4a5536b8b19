import type { Token } from "marked";
import type { FreeUse } from "../../cell/free-names.ts";
import { authorLines } from "../../cell/lines.ts";
import { type CellImport, type CellReferences, cellReferences } from "../../cell/references.ts";
import { nearest } from "../../protocol/nearest.ts";
import { codeOffset } from "../blocks/code-offset.ts";
import type { KnownThings } from "../known-things.ts";
import type { Fault } from "../source-text.ts";
import { type LessonCode, lessonCode } from "./lesson-code.ts";
import type { LintContext } from "./lint-context.ts";

/** A piece of code with what it refers to. */
interface Piece extends LessonCode {
  readonly references: CellReferences;
}

const LIBRARY = "lectern";
const TENSORFLOW = "@tensorflow/tfjs";

/** Unknown modules, exports and names in a lesson's code, which would fail when a student runs it. */
export function lintCode(tokens: readonly Token[], known: KnownThings, context: LintContext): Fault[] {
  const pieces = lessonCode(tokens, context.anchors).flatMap((code): Piece[] => {
    const references = cellReferences(code.source);
    return references === null ? [] : [{ ...code, references }];
  });
  return pieces.flatMap((piece, index) => {
    const lines = authorLines(piece.source);
    const faults = [
      ...piece.references.imports.flatMap((found) => importFaults(found, piece, known)),
      ...useFaults(piece, index, pieces, known),
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
): Fault[] {
  const exported = modules.get(module);
  if (!exported) {
    const all = [...modules.keys()];
    const near = nearest(module, all);
    const list = all.map((name) => `\`${name}\``).join(" and ");
    const remedy = near ? `Did you mean \`${near}\`?` : `A cell can import ${list}.`;
    return [{ offset, message: `There is no module \`${module}\` in cells.`, remedy }];
  }
  const isUsed = (local: string) => references.uses.some(({ name }) => name === local);
  return (
    names
      .filter(({ imported }) => !exported.has(imported))
      // The others may be types, which TensorFlow.js exports as well.
      .filter(({ local }) => module === LIBRARY || isUsed(local))
      .map(({ imported, offset }) => ({ offset, ...missingExport(module, imported, exported) }))
  );
}

function missingExport(
  from: string,
  name: string,
  exported: ReadonlySet<string>,
): Pick<Fault, "message" | "remedy"> {
  const near = nearest(name, [...exported]);
  return {
    message: `\`${from}\` has no \`${name}\`.`,
    remedy: near ? `Did you mean \`${near}\`?` : "Correct the name.",
  };
}

/** What the names in a piece can refer to. */
interface Visible {
  readonly names: ReadonlySet<string>;
  readonly later: ReadonlySet<string>;
  /** The modules that were imported as a whole, by their names. */
  readonly namespaces: ReadonlyMap<string, string>;
}

function useFaults(piece: Piece, index: number, pieces: readonly Piece[], known: KnownThings): Fault[] {
  const visible = visibleFrom(piece, index, pieces, known);
  const reported = new Set<string>();
  return piece.references.uses.flatMap((use) => {
    const fault = memberFault(use, visible, known) ?? nameFault(use, piece, visible, known);
    if (fault === null || reported.has(fault.message)) return [];
    reported.add(fault.message);
    return [fault];
  });
}

function visibleFrom(piece: Piece, index: number, pieces: readonly Piece[], known: KnownThings): Visible {
  const isOfSameExercise = (other: Piece) => piece.exercise !== null && other.exercise === piece.exercise;
  const declaring = pieces.filter(({ role }) => role !== "check");
  const before = declaring.filter((other) => pieces.indexOf(other) < index || isOfSameExercise(other));
  const readers = [...before, piece];
  const ofLibrary = piece.role === "check" ? [...(known.modules.get(LIBRARY) ?? []), "tf"] : [];
  const namespaces = readers.flatMap(({ references }) =>
    references.imports.flatMap(({ module, namespace }) =>
      namespace === null ? [] : [[namespace, module] as const],
    ),
  );
  return {
    names: new Set([...ofLibrary, ...readers.flatMap(({ references }) => references.declares)]),
    later: new Set(declaring.flatMap(({ references }) => references.declares)),
    namespaces: new Map([...(piece.role === "check" ? [["tf", TENSORFLOW] as const] : []), ...namespaces]),
  };
}

/** `tf.sequental`, where `tf` is a module without such an export. */
function memberFault(
  { name, member }: FreeUse,
  { namespaces }: Visible,
  { modules }: KnownThings,
): Fault | null {
  const exported = modules.get(namespaces.get(name) ?? "");
  if (member === null || exported === undefined || exported.has(member.name)) return null;
  return { offset: member.offset, ...missingExport(name, member.name, exported) };
}

function nameFault(
  { name, offset, inFunction, inTypeof }: FreeUse,
  { role }: Piece,
  { names, later }: Visible,
  known: KnownThings,
): Fault | null {
  const isBlank = role === "starter" && /^_+$/.test(name);
  if (inTypeof || isBlank || names.has(name) || known.globals.has(name)) return null;
  if (!later.has(name)) {
    return { offset, message: `No cell declares \`${name}\`.`, remedy: declaration(name, names, known) };
  }
  // A function may run after the later cell.
  if (inFunction) return null;
  return {
    offset,
    message: `Only a later cell declares \`${name}\`.`,
    remedy: "Move the declaration above this code.",
  };
}

function declaration(name: string, names: ReadonlySet<string>, { modules, globals }: KnownThings): string {
  if (modules.get(LIBRARY)?.has(name)) return `Write \`import { ${name} } from "${LIBRARY}";\` above it.`;
  if (name === "tf") return `Write \`import * as tf from "${TENSORFLOW}";\` above it.`;
  const near = nearest(name, [...names]) ?? nearest(name, [...globals]);
  return near ? `Did you mean \`${near}\`?` : "Declare it in this cell or one above, or correct the name.";
}
