import type { Progress } from "../../protocol/output.ts";

/** A progress bar; a line of text when it is complete or has no total. */
export function ProgressView({ output }: { readonly output: Progress }) {
  const isKnown = output.total > 0;
  const share = isKnown ? Math.min(1, output.value / output.total) : 0;
  if (share === 1) {
    return (
      <p data-output="progress" class="out-progress-done">
        <span aria-hidden="true">✓ </span>
        {output.label}
        {output.detail === "" ? "" : ` · ${output.detail}`}
      </p>
    );
  }
  return (
    <div data-output="progress" class="out-progress">
      <span class="out-progress-label">{output.label}</span>
      <progress aria-label={output.label} {...(isKnown ? { value: share, max: 1 } : {})} />
      <span class="out-progress-detail">
        {isKnown ? `${Math.floor(share * 100)} %` : ""}
        {isKnown && output.detail !== "" ? " · " : ""}
        {output.detail}
      </span>
    </div>
  );
}
