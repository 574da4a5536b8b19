import fc from "fast-check";
import type { Token, Tokens } from "marked";
import { expect, it } from "vitest";
import { analyseCell } from "../../../../src/cell/analyse-cell.ts";
import type { KnownThings, ModuleExports } from "../../../../src/lesson/known-things.ts";
import { type Piece, VisibleNames } from "../../../../src/lesson/lint/visible-names.ts";

const FENCE: Tokens.Code = { type: "code", raw: "", text: "" };
const SOURCES = [
  "const a = 1;",
  "const b = a, a = 2;",
  'import * as a from "@tensorflow/tfjs";',
  'import { layers as b } from "@tensorflow/tfjs";',
  'import { c } from "lectern";',
  'import * as tf from "lectern";',
  "const d = c;",
];
const modules: KnownThings["modules"] = new Map<string, ModuleExports>([
  ["@tensorflow/tfjs", new Map([["layers", new Set(["dense"])]])],
  ["lectern", new Map([["plot", null]])],
]);
const known = { modules } as KnownThings;

/** The pieces of a cell, or of an exercise: its cell, its checks and its solution. */
const group = fc.tuple(fc.boolean(), fc.array(fc.constantFrom(...SOURCES), { minLength: 1, maxLength: 4 }));
const lesson = fc.array(group, { maxLength: 5 }).map((groups) =>
  groups.flatMap(([isExercise, sources]) => {
    const exercise: Token | null = isExercise ? { ...FENCE } : null;
    return sources.map((source, index): Piece => {
      const role = !isExercise ? "cell" : index === 0 ? "starter" : index % 2 === 1 ? "check" : "solution";
      const { references } = analyseCell(source);
      if (references === null) throw new Error(source);
      return { role, token: FENCE, source, exercise, references };
    });
  }),
);

/** The rule, piece by piece. */
function byTheRule(pieces: readonly Piece[], index: number) {
  const piece = pieces[index];
  const readers = pieces.filter(
    (other, at) =>
      other === piece ||
      (other.role !== "check" &&
        (at < index || (other.exercise !== null && other.exercise === piece?.exercise))),
  );
  // The piece itself comes last: it declares its own names once more.
  const ordered = [
    ...readers.filter((other) => other !== piece),
    ...readers.filter((other) => other === piece),
  ];
  const imported = new Map<string, unknown>(
    piece?.role === "check" ? [["tf", modules.get("@tensorflow/tfjs")]] : [],
  );
  for (const { references } of ordered)
    for (const { module, namespace, names } of references.imports) {
      const exported = modules.get(module);
      if (namespace !== null && exported !== undefined) imported.set(namespace, exported);
      for (const { imported: name, local } of names) {
        const members = exported?.get(name);
        if (members != null) imported.set(local, new Map([...members].map((member) => [member, null])));
      }
    }
  const names = new Set([
    ...(piece?.role === "check" ? ["plot", "tf"] : []),
    ...ordered.flatMap(({ references }) => references.declares),
  ]);
  return { names, imported };
}

it("knows what each piece of a lesson sees", () => {
  fc.assert(
    fc.property(lesson, fc.boolean(), (pieces, isBackwards) => {
      const visible = new VisibleNames(pieces, known);
      const indices = [...pieces.keys()];
      for (const index of isBackwards ? indices.toReversed() : indices) {
        const { names, imported } = byTheRule(pieces, index);
        const { has, all, imported: membersOf } = visible.from(index);
        expect(new Set(all())).toEqual(names);
        for (const name of ["a", "b", "c", "d", "tf", "plot"]) {
          expect(has(name)).toBe(names.has(name));
          expect(membersOf(name)).toEqual(imported.get(name));
        }
      }
    }),
  );
});
