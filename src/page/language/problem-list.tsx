import { words } from "../../words/words.ts";
import "./problem-list.css";
import { render } from "preact";
import { authorLines } from "../../cell/compile/lines.ts";
import type { CellProblem, Problems } from "../../language/messages.ts";
import { WithCode } from "../ui/with-code.tsx";
import { hasLocation, problemText } from "./problem-text.ts";

/** Where a cell's problems are listed: an element below its code. */
const LIST = "data-problems-of";
/** More are only counted: the first ones are usually the cause of the others. */
const LISTED = 5;

type GoTo = (cell: string, line: number, column: number) => void;

/** Lists the problems of every cell below its code, with their number. */
export function showProblems(problems: Problems, sourceOf: (cell: string) => string, goTo: GoTo): void {
  for (const element of document.querySelectorAll<HTMLElement>(`[${LIST}]`)) {
    const cell = element.getAttribute(LIST) ?? "";
    const found = problems.get(cell) ?? [];
    render(
      found.length === 0 ? null : <ProblemList {...{ cell, found, source: sourceOf(cell), goTo }} />,
      element,
    );
  }
}

interface ProblemListProps {
  readonly cell: string;
  readonly found: readonly CellProblem[];
  readonly source: string;
  readonly goTo: GoTo;
}

function ProblemList({ cell, found, source, goTo }: ProblemListProps) {
  const lines = authorLines(source);
  return (
    <section class="problem-list" aria-label={words.typeChecking.problemsOf(cell)}>
      <p class="problem-count">
        <span aria-hidden="true">⚠ </span>
        {words.typeChecking.foundBefore(found.length)}
      </p>
      <ul>
        {found.slice(0, LISTED).map((problem) => {
          const { line, column } = lines.position(problem.from);
          return (
            <li key={`${problem.from} ${problem.message}`}>
              {hasLocation(problem) ? (
                <button type="button" class="out-link" onClick={() => goTo(cell, line, column)}>
                  {words.typeChecking.line(line)}
                </button>
              ) : null}{" "}
              <WithCode text={problemText(problem)} />
            </li>
          );
        })}
      </ul>
      {found.length > LISTED ? <p>{words.typeChecking.more(found.length - LISTED)}</p> : null}
    </section>
  );
}
