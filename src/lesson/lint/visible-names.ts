import type { CellImport, CellReferences } from "../../cell/names/references.ts";
import type { KnownThings, ModuleExports } from "../known-things.ts";
import type { LessonCode } from "./lesson-code.ts";

export const LIBRARY = "lectern";
export const TENSORFLOW = "@tensorflow/tfjs";

/** A piece of code with what it refers to. */
export interface Piece extends LessonCode {
  readonly references: CellReferences;
}

/** What the names in a piece can refer to. */
export interface Visible {
  readonly has: (name: string) => boolean;
  readonly all: () => readonly string[];
  /** What any piece declares, also below. */
  readonly later: ReadonlySet<string>;
  /** What a name that was imported has, each with the members of its own; undefined if that is not known. */
  readonly imported: (name: string) => ModuleExports | undefined;
}

/** The names of some pieces. */
interface Names {
  readonly declared: Set<string>;
  readonly imported: Map<string, ModuleExports>;
}

/**
 * What is visible from each piece of a lesson: what the pieces above it declare, and all of its exercise. Checks declare
 * nothing for others.
 */
export class VisibleNames {
  readonly #pieces: readonly Piece[];
  readonly #known: KnownThings;
  readonly #later: ReadonlySet<string>;
  /** Of the pieces before the one that was asked for last. */
  #above: Names = noNames();
  #next = 0;

  constructor(pieces: readonly Piece[], known: KnownThings) {
    this.#pieces = pieces;
    this.#known = known;
    this.#later = new Set(pieces.filter(declares).flatMap(({ references }) => references.declares));
  }

  /** What is visible from the piece at `index`, until it is asked for another. It is fast from one piece to the next. */
  from(index: number): Visible {
    this.#goTo(index);
    const above = this.#above;
    const own = this.#ownNames(index);
    const isCheck = this.#pieces[index]?.role === "check";
    const { modules } = this.#known;
    const library = isCheck ? new Set([...(modules.get(LIBRARY)?.keys() ?? []), "tf"]) : new Set<string>();
    return {
      has: (name) => own.declared.has(name) || above.declared.has(name) || library.has(name),
      all: () => [...new Set([...library, ...above.declared, ...own.declared])],
      later: this.#later,
      imported: (name) =>
        own.imported.get(name) ??
        above.imported.get(name) ??
        (isCheck && name === "tf" ? modules.get(TENSORFLOW) : undefined),
    };
  }

  #goTo(index: number): void {
    if (index < this.#next) {
      this.#above = noNames();
      this.#next = 0;
    }
    for (const piece of this.#pieces.slice(this.#next, index)) {
      if (declares(piece)) add(piece, this.#above, this.#known);
    }
    this.#next = index;
  }

  /** Those of the piece itself, and of what follows it in its exercise. */
  #ownNames(index: number): Names {
    const names = noNames();
    const piece = this.#pieces[index];
    if (piece === undefined) return names;
    if (piece.exercise !== null) {
      // The pieces of an exercise follow each other.
      for (let next = index + 1; this.#pieces[next]?.exercise === piece.exercise; next += 1) {
        const other = this.#pieces[next];
        if (other !== undefined && declares(other)) add(other, names, this.#known);
      }
    }
    add(piece, names, this.#known);
    return names;
  }
}

function noNames(): Names {
  return { declared: new Set(), imported: new Map() };
}

function declares({ role }: Piece): boolean {
  return role !== "check";
}

function add({ references }: Piece, { declared, imported }: Names, known: KnownThings): void {
  for (const name of references.declares) declared.add(name);
  for (const one of references.imports) {
    for (const { name, has } of importedObjects(one, known)) if (has !== undefined) imported.set(name, has);
  }
}

interface ImportedObject {
  readonly name: string;
  readonly has: ModuleExports | undefined;
}

/** The module as a whole, as in `import * as tf`, and the objects of it, as in `import { layers }`. */
function importedObjects(
  { module, namespace, names }: CellImport,
  { modules }: KnownThings,
): ImportedObject[] {
  const exported = modules.get(module);
  const whole = namespace === null ? [] : [{ name: namespace, has: exported }];
  const parts = names.map(({ imported, local }): ImportedObject => {
    const members = exported?.get(imported);
    return { name: local, has: members == null ? undefined : withoutMembers(members) };
  });
  return [...whole, ...parts];
}

function withoutMembers(names: ReadonlySet<string>): ModuleExports {
  return new Map([...names].map((name) => [name, null]));
}
