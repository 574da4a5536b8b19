import type { Problem } from "../../protocol/problem.ts";
import { PAGE_LANGUAGE } from "../ui/page-language.ts";
import { ProblemPlace } from "../ui/problem-place.tsx";
import { WithCode } from "../ui/with-code.tsx";

/** A problem in the lesson, shown in place. */
export function ProblemView({ problem }: { readonly problem: Problem }) {
  return (
    <div class="problem" role="note" aria-label="Problem in the lesson" lang={PAGE_LANGUAGE}>
      <p>
        <strong>
          <WithCode text={problem.message} />
        </strong>
      </p>
      <p>
        <WithCode text={problem.remedy} />
      </p>
      <ProblemPlace place={problem} />
    </div>
  );
}
