import type { RuntimeEvent } from "../../protocol/event.ts";
import type { RunId } from "../../protocol/ids.ts";
import type { Output, Text } from "../../protocol/output.ts";
import { INITIAL_CREDIT, MAXIMUM_MESSAGE_LENGTH } from "../../protocol/wire.ts";
import { toJson } from "../platform/captured.ts";

/** How much text one run may print; the page could not show more, and a reader could not read it. */
const MAXIMUM_RUN_TEXT = 500_000;
/** How much of one line is printed: the browser lays out a line as a whole, which takes long for a long one. */
const MAXIMUM_LINE = 10_000;
/** How many outputs that are not text one run may show. */
const MAXIMUM_RUN_OUTPUTS = 500;
/** How many keyed outputs may wait for credit at once. */
const MAXIMUM_WAITING = 32;
/** Text is gathered up to this length before it is sent on at once. */
const TEXT_CHUNK = 16_000;

type Stream = Text["stream"];

/**
 * Everything on its way to the page. Outputs are sent against credits, gathered or dropped when there are none,
 * so that a cell that prints a million lines costs the page a bounded amount. What was dropped is counted and said.
 */
export class Outbox {
  private credit = INITIAL_CREDIT;
  private run: RunId | null = null;
  private text: { stream: Stream; lines: string[]; length: number } | null = null;
  private textSent = 0;
  private outputsSent = 0;
  private droppedLines = 0;
  private droppedOutputs = 0;
  /** Keyed outputs that wait for credit: only the newest of each key matters. */
  private readonly waiting = new Map<string, Output>();

  private readonly post: (message: string) => void;

  constructor(post: (message: string) => void) {
    this.post = post;
  }

  /** Outputs belong to this run from now on. */
  begin(run: RunId): void {
    this.flush();
    this.run = run;
    this.text = null;
    this.waiting.clear();
    this.textSent = this.outputsSent = this.droppedLines = this.droppedOutputs = 0;
  }

  /** An event that needs no credit: there is one for each command, or one now and then. */
  send(event: RuntimeEvent): void {
    this.post(toJson(event));
  }

  grant(count: number): void {
    this.credit += count;
    this.flush();
  }

  print(stream: Stream, line: string): void {
    if (this.textSent >= MAXIMUM_RUN_TEXT) {
      this.droppedLines += 1;
      return;
    }
    if (this.text !== null && this.text.stream !== stream) this.flushText();
    if (this.text !== null && this.text.length >= TEXT_CHUNK && this.credit <= 0) {
      this.droppedLines += 1;
      return;
    }
    const room = MAXIMUM_RUN_TEXT - this.textSent;
    const cut = line.length > MAXIMUM_LINE ? cutLines(line) : line;
    const kept = cut.length > room ? `${cut.slice(0, room)}…` : cut;
    this.text ??= { stream, lines: [], length: 0 };
    this.text.lines.push(kept);
    this.text.length += kept.length + 1;
    this.textSent += kept.length + 1;
    if (this.text.length >= TEXT_CHUNK) this.flushText();
  }

  /** Shows an output; one with a key may be passed over when a newer one of that key comes before it was sent. */
  show(output: Output): void {
    if (output.type === "text") {
      this.print(output.stream, output.text);
      return;
    }
    this.flushText();
    if ("key" in output) this.showKeyed(`${output.type}/${output.key}`, output);
    else this.showOnce(output);
  }

  private showKeyed(key: string, output: Output): void {
    if (!this.waiting.has(key) && this.waiting.size >= MAXIMUM_WAITING) {
      this.droppedOutputs += 1;
      return;
    }
    this.waiting.set(key, output);
    this.flushWaiting();
  }

  private showOnce(output: Output): void {
    if (this.outputsSent >= MAXIMUM_RUN_OUTPUTS || this.credit <= 0) {
      this.droppedOutputs += 1;
      return;
    }
    this.outputsSent += 1;
    this.sendOutput(output);
  }

  flush(): void {
    this.flushText();
    this.flushWaiting();
  }

  /** Sends the rest of a run's outputs and what to say of the dropped ones, whatever the credit: the run is over. */
  finish(): void {
    if (this.text !== null) this.sendText(this.text);
    this.text = null;
    for (const output of this.waiting.values()) this.sendOutput(output);
    this.waiting.clear();
    if (this.droppedLines > 0) {
      const lines = `${this.droppedLines} more ${this.droppedLines === 1 ? "line was" : "lines were"} printed and not shown.`;
      this.sendOutput({ type: "text", stream: "info", text: lines, dropped: this.droppedLines });
    }
    if (this.droppedOutputs > 0) {
      const outputs = `${this.droppedOutputs} more ${this.droppedOutputs === 1 ? "output was" : "outputs were"} not shown: they came faster than the page could take them in, or were more than ${MAXIMUM_RUN_OUTPUTS}.`;
      this.sendOutput({ type: "text", stream: "info", text: outputs, dropped: this.droppedOutputs });
    }
    this.droppedLines = this.droppedOutputs = 0;
  }

  private flushText(): void {
    if (this.text === null || this.credit <= 0) return;
    const text = this.text;
    this.text = null;
    this.sendText(text);
  }

  private flushWaiting(): void {
    for (const [key, output] of this.waiting) {
      if (this.credit <= 0) return;
      this.waiting.delete(key);
      this.sendOutput(output);
    }
  }

  private sendText(text: { stream: Stream; lines: string[] }): void {
    this.sendOutput({ type: "text", stream: text.stream, text: text.lines.join("\n") });
  }

  private sendOutput(output: Output): void {
    if (this.run === null) return;
    const message = toJson({ type: "output", run: this.run, output } satisfies RuntimeEvent);
    if (message.length > MAXIMUM_MESSAGE_LENGTH) {
      this.sendOutput({
        type: "text",
        stream: "warn",
        text: `An output of type "${output.type}" was too large to show (${(message.length / 1e6).toFixed(1)} MB, at most ${MAXIMUM_MESSAGE_LENGTH / 1e6} MB). Show a part of it, or fewer points.`,
      });
      return;
    }
    this.credit -= 1;
    this.post(message);
  }
}

/** Of each line of a text, at most what is printed of one; of the text, at most what a run prints. */
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
