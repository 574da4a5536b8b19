import type { Token, Tokens } from "marked";
import type { CellId } from "../../protocol/ids.ts";
import { isDiv } from "../markdown/div-syntax.ts";
import { type Fence, isCode, readFence } from "../markdown/fence.ts";
import type { TokenOffsets } from "../markdown/offsets.ts";
import type { ProblemLog } from "../problem-log.ts";
import { suggestion } from "../suggestion.ts";
import type { Anchors } from "./anchors.ts";
import { groupTokens } from "./groups.ts";

/** The Keras twins of a lesson's cells: fences `python {.twin of="id"}`. */
export interface Twins {
  readonly of: (cell: CellId) => Tokens.Code | null;
  /** Whether the token is the twin of a cell, which shows it. */
  readonly has: (token: Token) => boolean;
}

/** A fence in the flow of the lesson with what its first line says. */
interface FlowFence {
  readonly token: Tokens.Code;
  readonly fence: Fence;
}

/** Finds the twin of each cell, and reports those that belong to none; the page shows them as listings. */
export function collectTwins(
  tokens: readonly Token[],
  anchors: Pick<Anchors, "cell">,
  offsets: TokenOffsets,
  log: ProblemLog,
): Twins {
  const fences = flowFences(tokens, anchors);
  const cells = fences.flatMap(({ token }) => anchors.cell(token) ?? []);
  const above = new Set<CellId>();
  const twins = new Map<CellId, Tokens.Code>();
  for (const { token, fence } of fences) {
    const cell = anchors.cell(token);
    if (cell !== null) above.add(cell);
    if (!isTwin(fence)) continue;
    const found = twinTarget(fence, { cells, above, twins });
    if (found.type === "cell") twins.set(found.cell, token);
    else
      log.report(offsets.within(token, fence.attributesOffset + found.offset), found.message, found.remedy);
  }
  const taken = new Set<Token>(twins.values());
  return { of: (cell) => twins.get(cell) ?? null, has: (token) => taken.has(token) };
}

/** Whether a fence is meant to be the twin of a cell. */
export function isTwin({ language, attributes }: Fence): boolean {
  return (language === "python" || language === "py") && attributes.classes.includes("twin");
}

/** The fences that become blocks, in the order of the page. */
function flowFences(tokens: readonly Token[], anchors: Pick<Anchors, "cell">): FlowFence[] {
  return groupTokens(tokens, anchors).flatMap((group): FlowFence[] => {
    if (group.type === "prose") return [];
    const { token } = group;
    if (isCode(token)) return [{ token, fence: readFence(token) }];
    return isDiv(token) && !token.attributes.classes.includes("figure")
      ? flowFences(token.tokens, anchors)
      : [];
  });
}

type Target =
  | { readonly type: "cell"; readonly cell: CellId }
  | { readonly type: "fault"; readonly offset: number; readonly message: string; readonly remedy: string };

interface Cells {
  readonly cells: readonly CellId[];
  /** Those above the fence. */
  readonly above: ReadonlySet<CellId>;
  readonly twins: ReadonlyMap<CellId, Tokens.Code>;
}

function twinTarget({ attributes }: Fence, { cells, above, twins }: Cells): Target {
  const of = attributes.values.get("of");
  const offset = of?.offset ?? 0;
  const fault = (message: string, remedy: string): Target => ({ type: "fault", offset, message, remedy });
  if (of === undefined) return fault("A twin without a cell.", 'Name the cell: `python {.twin of="id"}`.');
  const cell = cells.find((id) => id === of.value);
  if (cell === undefined)
    return fault(
      `A twin of \`${of.value}\`, which is not a cell of this lesson.`,
      suggestion(of.value, cells),
    );
  if (!above.has(cell)) return fault(`The twin of \`${cell}\` is above its cell.`, "Move it below the cell.");
  if (twins.has(cell)) return fault(`A second twin of \`${cell}\`.`, "Keep one; the first is shown.");
  return { type: "cell", cell };
}
