import fc from "fast-check";
import { expect, it } from "vitest";
import { SourceAnalysis } from "../../../src/language/analyse-source.ts";
import { isShared, type PieceRole } from "../../../src/language/piece.ts";
import { LessonScope, type Origin, type ScopedPiece } from "../../../src/language/scope.ts";

const role = fc.constantFrom<PieceRole>("cell", "cell", "exercise", "check", "solution");
const lesson = fc
  .array(fc.tuple(role, fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { maxLength: 3 })), {
    maxLength: 9,
  })
  .map((pieces) =>
    pieces.map(([role, names], index): ScopedPiece => {
      const source = names.map((name) => `const ${name} = 1;`).join("\n");
      const piece = { id: `cell-${index}`, source, role };
      return { piece, analysis: new SourceAnalysis(source), path: `/${index}.ts` };
    }),
  );

/** The rule, piece by piece: the nearest declaration above, or else the first one below. */
function byTheRule(pieces: readonly ScopedPiece[], index: number): Map<string, Origin> {
  const own = pieces[index];
  const found = new Map<string, Origin>();
  const add = (from: ScopedPiece | undefined, isLater: boolean): void => {
    for (const name of from?.analysis.names.all ?? [])
      if (from && own && !found.has(name) && !own.analysis.names.all.has(name))
        found.set(name, { from, isLater });
  };
  const above = pieces.slice(0, index).toReversed();
  if (own?.piece.role === "check")
    add(
      above.find(({ piece }) => piece.role !== "check"),
      false,
    );
  for (const piece of above) if (isShared(piece.piece)) add(piece, false);
  for (const piece of pieces.slice(index + 1)) if (isShared(piece.piece)) add(piece, true);
  return found;
}

it("finds where each name comes from", () => {
  fc.assert(
    fc.property(lesson, (pieces) => {
      const scope = new LessonScope(pieces);
      for (const index of pieces.keys()) {
        const expected = byTheRule(pieces, index);
        expect(scope.allAt(index)).toEqual(expected);
        const some = new Map([...expected].filter(([name]) => name < "c"));
        expect(scope.among(index, ["a", "b", "unknown"])).toEqual(some);
      }
    }),
  );
});
