import { words } from "../../words/words.ts";
import { describeMissing } from "../ui/missing-part.ts";
import { LoadError } from "./figure-code.ts";

/** Shown in place of a figure while its files are loaded; only if that takes a while, as CSS has it. */
export function LoadingView() {
  return (
    <p class="figure-loading" lang={words.language}>
      {words.figure.loading}
    </p>
  );
}

/** Why there is no figure, with what the reader can do. `attempts`: how often it was tried. */
export function FailedView(props: {
  readonly id: string;
  readonly error: Error;
  readonly attempts: number;
  readonly onRetry: () => void;
}) {
  const { id, error, attempts, onRetry } = props;
  return (
    <div class="figure-failed" lang={words.language}>
      <p id={id}>{explain(error, attempts)}</p>
      <button type="button" class="button" aria-describedby={id} onClick={onRetry}>
        {words.shell.tryAgain}
      </button>
    </div>
  );
}

function explain(error: Error, attempts: number): string {
  if (!(error instanceof LoadError)) return words.figure.notDrawn(error.message);
  const { notLoaded, lastResort } = words.figure;
  // Browsers from before 2026 don't retry a module that failed to load.
  return describeMissing(attempts > 1 ? `${notLoaded} ${lastResort}` : notLoaded);
}
