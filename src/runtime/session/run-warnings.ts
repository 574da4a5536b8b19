import type { CellError } from "../../protocol/event.ts";
import { takeUndisposed } from "../tensorflow/created-tensors.ts";
import { isJoined, takeConversions } from "../tensorflow/joined-texts.ts";
import { describeLeak } from "./describe-leak.ts";
import type { Evaluation, Evaluator } from "./evaluate.ts";
import type { Run } from "./run.ts";

/** What is probably a mistake in a cell that ran without failing, as texts for the reader. */
export function warningsOf(run: Run, evaluation: Evaluation, evaluator: Evaluator): readonly string[] {
  // Taken from every run, so that none of them is attributed to the next one.
  const created = takeUndisposed(run.activity);
  const conversions = takeConversions();
  const { type, cell, source } = run.command;
  if (evaluation.type !== "done" || type !== "run") return [];
  return [
    leak(run, created, evaluation, evaluator),
    joinedTensors(run, conversions, evaluation, evaluator),
    ...evaluator.declaredPromises(cell, source).map(forgottenAwait),
  ].filter((text) => text !== null);
}

/** Only of a run that leaves nothing behind that could still need its tensors. */
function leak(
  { activity, command }: Run,
  created: ReturnType<typeof takeUndisposed>,
  { value }: Extract<Evaluation, { type: "done" }>,
  evaluator: Evaluator,
): string | null {
  if (activity.timers > 0) return null;
  return describeLeak(created, {
    cell: command.cell,
    held: [value, ...evaluator.declared().map((variable) => variable.value)],
    locate: (trace) => {
      const { line, stack }: CellError = evaluator.describe(trace, command.cell);
      return line === null ? (stack[0] ?? null) : { cell: command.cell, line };
    },
  });
}

/** `tensor + 1` fails nowhere: it is a text. */
function joinedTensors(
  { command }: Run,
  conversions: ReturnType<typeof takeConversions>,
  { value: result }: Extract<Evaluation, { type: "done" }>,
  evaluator: Evaluator,
): string | null {
  if (conversions.length === 0) return null;
  const declared = evaluator.declared().filter(({ cell }) => cell === command.cell);
  const joined = declared.find(({ value }) => isJoined(value, conversions));
  if (joined === undefined && !isJoined(result, conversions)) return null;
  const what = joined === undefined ? "The result" : joined.name;
  return `${what} is a text: \`+\` joins tensors as texts. Write \`a.add(b)\` to add them.`;
}

function forgottenAwait(name: string): string {
  return `${name} is a promise, not its result. Did you forget await, as in "const ${name} = await …"?`;
}
