import type { Problem } from "../../../protocol/problem.ts";
import { words } from "../../../words/words.ts";
import { ProblemLocation } from "../../ui/problem-location.tsx";
import { WithCode } from "../../ui/with-code.tsx";

/** A problem in the lesson, shown in place. What authors read is in English. */
export function ProblemView({ problem }: { readonly problem: Problem }) {
  return (
    <div class="problem" role="note" aria-label={words.article.problem} lang={words.language}>
      <p lang="en">
        <strong>
          <WithCode text={problem.message} />
        </strong>
      </p>
      <p lang="en">
        <WithCode text={problem.remedy} />
      </p>
      <ProblemLocation location={problem} />
    </div>
  );
}
