import type { Check } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import { WithCode } from "../ui/with-code.tsx";

/** The result of one `check`. */
export function CheckView({ output }: { readonly output: Check }) {
  return (
    <p data-output="text" data-check={output.passed ? "passed" : "failed"} class="out-check">
      <span aria-hidden="true">{output.passed ? "✓" : "✗"}</span>
      <span class="hidden-visually">{output.passed ? words.outputs.right : words.outputs.notYet} </span>
      <span>
        <WithCode text={output.message} />
      </span>
    </p>
  );
}
