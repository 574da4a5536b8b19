import type { RuntimeEvent } from "../../protocol/event.ts";
import type { RunId } from "../../protocol/ids.ts";
import type { Output, Text } from "../../protocol/output.ts";
import { INITIAL_CREDIT, MAXIMUM_MESSAGE_LENGTH } from "../../protocol/wire.ts";
import { toJson } from "../platform/captured.ts";

/** Text per run, in characters; the page does not show more. */
const MAXIMUM_RUN_TEXT = 500_000;
/** Characters per line; browsers lay out a line as a whole, so long ones are slow. */
const MAXIMUM_LINE = 10_000;
/** Outputs other than text per run. */
const MAXIMUM_RUN_OUTPUTS = 500;
/** Keyed outputs that can wait for credit at once. */
const MAXIMUM_WAITING = 32;
/** Text is collected up to this length before it is sent. */
const TEXT_CHUNK = 16_000;

type Stream = Text["stream"];

/** What a run has sent so far, and how much of it was dropped. */
class RunTotals {
  readonly run: RunId;
  text = 0;
  outputs = 0;
  droppedLines = 0;
  droppedOutputs = 0;

  constructor(run: RunId) {
    this.run = run;
  }
}

/**
 * Sends everything to the page. Outputs cost credit; without credit they are collected or dropped, so that a cell that
 * prints a million lines costs the page a bounded amount. The page is told how much was dropped.
 */
export class Outbox {
  readonly #post: (message: string) => void;
  #credit = INITIAL_CREDIT;
  /** Of the current run, or the last one. */
  #totals: RunTotals | null = null;
  #text: { readonly stream: Stream; readonly lines: string[]; length: number } | null = null;
  /** Keyed outputs that wait for credit: only the latest of each key matters. */
  readonly #waiting = new Map<string, Output>();

  constructor(post: (message: string) => void) {
    this.#post = post;
  }

  /** Outputs belong to this run from now on. */
  begin(run: RunId): void {
    this.flush();
    this.#text = null;
    this.#waiting.clear();
    this.#totals = new RunTotals(run);
  }

  /** Sends an event that needs no credit, because it answers a command or is rare. */
  send(event: RuntimeEvent): void {
    this.#post(toJson(event));
  }

  grant(count: number): void {
    this.#credit += count;
    this.flush();
  }

  print(stream: Stream, line: string): void {
    const totals = this.#totals;
    if (totals === null) return;
    if (totals.text >= MAXIMUM_RUN_TEXT) {
      totals.droppedLines += 1;
      return;
    }
    if (this.#text !== null && this.#text.stream !== stream) this.#flushText();
    if (this.#isTextFull()) {
      totals.droppedLines += 1;
      return;
    }
    const cut = cutText(line, MAXIMUM_RUN_TEXT - totals.text);
    this.#text ??= { stream, lines: [], length: 0 };
    this.#text.lines.push(cut);
    this.#text.length += cut.length + 1;
    totals.text += cut.length + 1;
    if (this.#text.length >= TEXT_CHUNK) this.#flushText();
  }

  /** Shows an output. One with a key is skipped if a newer one with the same key comes before it is sent. */
  show(output: Output): void {
    if (output.type === "text") {
      this.print(output.stream, output.text);
      return;
    }
    if (this.#totals === null) return;
    this.#flushText();
    if ("key" in output) this.#showKeyed(`${output.type}/${output.key}`, output, this.#totals);
    else this.#showOnce(output, this.#totals);
  }

  flush(): void {
    this.#flushText();
    this.#flushWaiting();
  }

  /** Sends the rest of a run's outputs and what was dropped, regardless of credit: the run is over. */
  finish(): void {
    if (this.#text !== null) this.#sendText(this.#text);
    this.#text = null;
    for (const output of this.#waiting.values()) this.#sendOutput(output);
    this.#waiting.clear();
    this.#reportDropped();
  }

  #reportDropped(): void {
    const totals = this.#totals;
    if (totals === null) return;
    const { droppedLines, droppedOutputs } = totals;
    if (droppedLines > 0) {
      const text = `${droppedLines} more ${droppedLines === 1 ? "line was" : "lines were"} printed and not shown.`;
      this.#sendOutput({ type: "text", stream: "info", text, dropped: droppedLines });
    }
    if (droppedOutputs > 0) {
      const text = `${droppedOutputs} more ${droppedOutputs === 1 ? "output was" : "outputs were"} not shown: they came faster than the page could draw them, or there were more than ${MAXIMUM_RUN_OUTPUTS}.`;
      this.#sendOutput({ type: "text", stream: "info", text, dropped: droppedOutputs });
    }
    totals.droppedLines = totals.droppedOutputs = 0;
  }

  #isTextFull(): boolean {
    return this.#text !== null && this.#text.length >= TEXT_CHUNK && this.#credit <= 0;
  }

  #showKeyed(key: string, output: Output, totals: RunTotals): void {
    if (!this.#waiting.has(key) && this.#waiting.size >= MAXIMUM_WAITING) {
      totals.droppedOutputs += 1;
      return;
    }
    this.#waiting.set(key, output);
    this.#flushWaiting();
  }

  #showOnce(output: Output, totals: RunTotals): void {
    if (totals.outputs >= MAXIMUM_RUN_OUTPUTS || this.#credit <= 0) {
      totals.droppedOutputs += 1;
      return;
    }
    totals.outputs += 1;
    this.#sendOutput(output);
  }

  #flushText(): void {
    if (this.#text === null || this.#credit <= 0) return;
    const text = this.#text;
    this.#text = null;
    this.#sendText(text);
  }

  #flushWaiting(): void {
    for (const [key, output] of this.#waiting) {
      if (this.#credit <= 0) return;
      this.#waiting.delete(key);
      this.#sendOutput(output);
    }
  }

  #sendText({ stream, lines }: { readonly stream: Stream; readonly lines: readonly string[] }): void {
    this.#sendOutput({ type: "text", stream, text: lines.join("\n") });
  }

  #sendOutput(output: Output): void {
    if (this.#totals === null) return;
    const message = toJson({ type: "output", run: this.#totals.run, output } satisfies RuntimeEvent);
    if (message.length > MAXIMUM_MESSAGE_LENGTH) {
      this.#sendOutput({ type: "text", stream: "warn", text: tooLarge(output, message.length) });
      return;
    }
    this.#credit -= 1;
    this.#post(message);
  }
}

function tooLarge(output: Output, length: number): string {
  const [size, maximum] = [(length / 1e6).toFixed(1), MAXIMUM_MESSAGE_LENGTH / 1e6];
  return `An output of type "${output.type}" was too large to show (${size} MB, at most ${maximum} MB). Show a part of it, or fewer points.`;
}

/** Cuts each line to `MAXIMUM_LINE`, and the text to `length`. */
function cutText(text: string, length: number): string {
  const cut = text.length > MAXIMUM_LINE ? cutLines(text) : text;
  return cut.length > length ? `${cut.slice(0, length)}…` : cut;
}

function cutLines(text: string): string {
  return text
    .slice(0, MAXIMUM_RUN_TEXT + 1)
    .split("\n")
    .map((line) =>
      line.length > MAXIMUM_LINE
        ? `${line.slice(0, MAXIMUM_LINE)}… (the rest of this line is not shown)`
        : line,
    )
    .join("\n");
}
