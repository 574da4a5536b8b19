import type { RuntimeEvent } from "../../protocol/event.ts";
import type { RunId } from "../../protocol/ids.ts";
import type { Output, Text } from "../../protocol/output.ts";
import { INITIAL_CREDIT, MAXIMUM_MESSAGE_LENGTH } from "../../protocol/wire.ts";
import { currentActivity } from "../platform/activity.ts";
import { now, toJson } from "../platform/captured.ts";
import { type Deferred, deferred } from "../platform/promises.ts";
import { OutputQueue } from "./output-queue.ts";
import { type LineGroup, lengthOf, PrintedLines, splitText } from "./printed-lines.ts";

/** Text that a run sends as it prints it, in characters. After that only its last lines are sent, again and again. */
const MAXIMUM_HEAD = 100_000;
const MAXIMUM_TAIL = 50_000;
/** The last lines are sent at most this often, in ms, and at the end of the run. */
const TAIL_INTERVAL = 1000;
/** After this many outputs that follow excess text, the rest of the run's text stays in one place, at its end. */
const MAXIMUM_CLOSED_TAILS = 20;
/** Changes between streams in the text that is sent at the end of a run regardless of credit. */
const MAXIMUM_GROUPS = 16;
/** Outputs other than text per run. */
const MAXIMUM_RUN_OUTPUTS = 500;
/** How many more an ended run may show in each interval between two calls of `renew`. */
const LATE_OUTPUTS = 8;
/** Keyed outputs that can wait for credit at once. */
const MAXIMUM_WAITING = 32;
/** Text is collected up to this length before it is sent. */
const TEXT_CHUNK = 16_000;

type Stream = Text["stream"];

/** What a run has sent so far, and how much of it was dropped. */
class RunTotals {
  readonly run: RunId;
  /** Characters of text sent so far. */
  text = 0;
  outputs = 0;
  droppedOutputs = 0;
  /** Printed and not sent yet; the last lines once the run has printed too much. */
  lines = new PrintedLines(MAXIMUM_TAIL);
  /** How often an output has followed too much text. */
  closedTails = 0;
  /** When the last lines were sent, or would have been; and whether there are new ones since. */
  tailAt = Number.NEGATIVE_INFINITY;
  isTailNew = false;
  /** Keyed outputs that wait for credit: only the latest of each key matters. */
  readonly waiting = new Map<string, Output>();
  /** The other outputs that wait for credit, with the text before them. */
  readonly queue = new OutputQueue();
  /** While someone waits for the queue to be sent. */
  queueEmpty: Deferred<void> | null = null;

  constructor(run: RunId) {
    this.run = run;
  }

  /** Lines are missing between what was sent and what is waiting, or too much was sent: only the last lines count. */
  get isTail(): boolean {
    return this.text >= MAXIMUM_HEAD || this.lines.dropped > 0;
  }
}

/**
 * Sends everything to the page. Outputs cost credit; without credit they wait or are dropped, so that a cell that prints
 * a million lines costs the page a bounded amount: its first and its last lines, and how many are missing between. An
 * output belongs to the run whose code shows it, even if that run has ended.
 */
export class Outbox {
  readonly #post: (message: string) => void;
  #credit = INITIAL_CREDIT;
  readonly #runs = new Map<RunId, RunTotals>();
  /** Runs that have ended: what they show afterwards has its own limits. */
  readonly #ended = new Set<RunId>();

  constructor(post: (message: string) => void) {
    this.#post = post;
  }

  begin(run: RunId): void {
    this.flush();
    this.#runs.set(run, new RunTotals(run));
  }

  /** Sends an event that needs no credit, because it answers a command, or is rare. */
  send(event: RuntimeEvent): void {
    this.#post(toJson(event));
  }

  grant(count: number): void {
    this.#credit += count;
    this.flush();
  }

  print(stream: Stream, text: string, activity = currentActivity()): void {
    const totals = this.#totalsOf(activity.run);
    if (totals === undefined) return;
    const { first, dropped, last } = splitText(text);
    for (const line of first) this.#printLine(stream, line, totals);
    if (last.length === 0) return;
    totals.lines.drop(dropped);
    for (const line of last) this.#printLine(stream, line, totals);
  }

  /** Shows an output. One with a key is skipped if a newer one with the same key comes before it is sent. */
  show(output: Output, activity = currentActivity()): void {
    if (output.type === "text") {
      this.print(output.stream, output.text, activity);
      return;
    }
    const totals = this.#totalsOf(activity.run);
    if (totals === undefined) return;
    this.#flushText(totals);
    if ("key" in output) this.#showKeyed(`${output.type}/${output.key}`, output, totals);
    else {
      this.#closeTail(totals);
      this.#showOnce(output, totals);
    }
  }

  flush(): void {
    for (const totals of this.#runs.values()) {
      this.#flushQueue(totals);
      this.#flushText(totals);
      this.#flushTail(totals);
      this.#flushWaiting(totals);
    }
  }

  /** Resolves when what the run has shown is sent, as fast as the page draws it; null if nothing waits. */
  queueSent(run: RunId): Promise<void> | null {
    const totals = this.#runs.get(run);
    if (totals === undefined || totals.queue.isEmpty) return null;
    totals.queueEmpty ??= deferred();
    return totals.queueEmpty.promise;
  }

  /**
   * Sends the rest of a run's text and keyed outputs and what was dropped, regardless of credit: the run is over, or the
   * work that it left behind. Outputs that still wait are dropped.
   */
  sendRest(run: RunId): void {
    const totals = this.#runs.get(run);
    if (totals === undefined) return;
    dropQueue(totals);
    this.#finishText(totals);
    for (const output of totals.waiting.values()) this.#sendOutput(output, run);
    this.#reportDropped(totals);
    this.#runs.set(run, new RunTotals(run));
    this.#ended.add(run);
  }

  /** Lets ended runs show a little more: a timer may show something for hours. */
  renew(): void {
    for (const run of this.#ended) {
      const totals = this.#runs.get(run);
      if (totals !== undefined) totals.outputs = Math.min(totals.outputs, MAXIMUM_RUN_OUTPUTS - LATE_OUTPUTS);
    }
  }

  /** Drops what the run shows from now on. */
  forget(run: RunId): void {
    this.#runs.get(run)?.queueEmpty?.resolve();
    this.#runs.delete(run);
    this.#ended.delete(run);
  }

  #totalsOf(run: RunId | null): RunTotals | undefined {
    return run === null ? undefined : this.#runs.get(run);
  }

  #printLine(stream: Stream, line: string, totals: RunTotals): void {
    totals.lines.add(stream, line);
    totals.isTailNew = true;
    if (totals.isTail) this.#flushTail(totals);
    else if (totals.lines.length >= TEXT_CHUNK) this.#flushText(totals);
  }

  /** Sends what waits: as the text that follows, or as the last lines if some are missing before them. */
  #finishText(totals: RunTotals): void {
    this.#flushText(totals);
    totals.lines.limitGroups(MAXIMUM_GROUPS);
    const [first, ...rest] = totals.lines.groups();
    if (first === undefined) return;
    if (totals.isTail) this.#sendTail(first, totals);
    else this.#sendText(first, totals.run);
    for (const group of rest) this.#sendText(group, totals.run);
    if (!totals.isTail) totals.lines.remove(1 + rest.length);
  }

  #reportDropped({ droppedOutputs, run }: RunTotals): void {
    if (droppedOutputs > 0) {
      const text = `${droppedOutputs} more ${droppedOutputs === 1 ? "output was" : "outputs were"} not shown: they came faster than the page could draw them, or there were more than ${MAXIMUM_RUN_OUTPUTS}.`;
      this.#sendOutput({ type: "text", stream: "info", text }, run);
    }
  }

  #showKeyed(key: string, output: Output, totals: RunTotals): void {
    if (!totals.waiting.has(key) && totals.waiting.size >= MAXIMUM_WAITING) {
      totals.droppedOutputs += 1;
      return;
    }
    totals.waiting.set(key, output);
    this.#flushWaiting(totals);
  }

  #showOnce(output: Output, totals: RunTotals): void {
    if (totals.outputs >= MAXIMUM_RUN_OUTPUTS || !totals.queue.hasSpace) {
      totals.droppedOutputs += 1;
      return;
    }
    totals.outputs += 1;
    if (this.#credit > 0) this.#sendOutput(output, totals.run);
    else enqueue(output, totals);
  }

  /** Sends what waits in order. After that either the queue is empty, or there is no credit. */
  #flushQueue({ queue, queueEmpty, run }: RunTotals): void {
    while (this.#credit > 0 && !queue.isEmpty) {
      const first = queue.takeFirst();
      if (first?.type === "lines") this.#sendText(first.group, run);
      if (first?.type === "output") this.#sendMessage(first.message);
    }
    if (queue.isEmpty) queueEmpty?.resolve();
  }

  #flushText(totals: RunTotals): void {
    // Gathering tens of thousands of lines for each additional line would take minutes.
    if (totals.isTail || this.#credit <= 0) return;
    let sent = 0;
    for (const group of totals.lines.groups()) {
      if (totals.isTail || this.#credit <= 0) break;
      this.#sendText(group, totals.run);
      totals.text += lengthOf(group);
      sent += 1;
    }
    if (sent > 0) totals.lines.remove(sent);
  }

  /** Sends the last lines so far. Those of several streams wait for the end: the page could not tell which to replace. */
  #flushTail(totals: RunTotals): void {
    if (!totals.isTail || !totals.isTailNew || this.#credit <= 0) return;
    if (now() - totals.tailAt < TAIL_INTERVAL) return;
    totals.tailAt = now();
    const [only, ...rest] = totals.lines.groups();
    if (only !== undefined && rest.length === 0) this.#sendTail(only, totals);
  }

  /** What was printed before an output is also shown before it; the next lines are a text of their own. */
  #closeTail(totals: RunTotals): void {
    if (!totals.isTail || totals.closedTails >= MAXIMUM_CLOSED_TAILS || this.#credit <= 0) return;
    totals.closedTails += 1;
    this.#finishText(totals);
    totals.lines = new PrintedLines(MAXIMUM_TAIL);
  }

  #sendTail({ stream, lines }: LineGroup, totals: RunTotals): void {
    totals.isTailNew = false;
    const tail = lines.join("\n");
    this.#sendOutput({ type: "text", stream, text: "", dropped: totals.lines.dropped, tail }, totals.run);
  }

  #flushWaiting({ waiting, run }: RunTotals): void {
    for (const [key, output] of waiting) {
      if (this.#credit <= 0) return;
      waiting.delete(key);
      this.#sendOutput(output, run);
    }
  }

  #sendText({ stream, lines }: LineGroup, run: RunId): void {
    this.#sendOutput({ type: "text", stream, text: lines.join("\n") }, run);
  }

  #sendOutput(output: Output, run: RunId): void {
    this.#sendMessage(messageOf(output, run));
  }

  #sendMessage(message: string): void {
    this.#credit -= 1;
    this.#post(message);
  }
}

/** Lets an output wait for credit after the text that was printed before it. */
function enqueue(output: Output, totals: RunTotals): void {
  const { queue, run } = totals;
  // If too much was printed, its last lines stay in one place, at the end.
  if (!totals.isTail) {
    for (const group of totals.lines.takeAll()) {
      queue.add({ type: "lines", group });
      totals.text += lengthOf(group);
    }
  }
  queue.add({ type: "output", message: messageOf(output, run) });
}

/** Drops the outputs that wait. Their text goes before what was printed after it. */
function dropQueue(totals: RunTotals): void {
  const waiting = totals.queue.takeAll();
  totals.queueEmpty?.resolve();
  if (waiting.length === 0) return;
  const later = totals.lines;
  totals.lines = new PrintedLines(MAXIMUM_TAIL);
  for (const each of waiting) {
    if (each.type === "output") totals.droppedOutputs += 1;
    else addLines(totals.lines, each.group);
  }
  totals.lines.count(later.dropped);
  for (const group of later.groups()) addLines(totals.lines, group);
}

function addLines(lines: PrintedLines, { stream, lines: texts }: LineGroup): void {
  for (const text of texts) lines.add(stream, text);
}

function messageOf(output: Output, run: RunId): string {
  const message = toJson({ type: "output", run, output } satisfies RuntimeEvent);
  if (message.length <= MAXIMUM_MESSAGE_LENGTH) return message;
  const text = tooLarge(output, message.length);
  return toJson({
    type: "output",
    run,
    output: { type: "text", stream: "warn", text },
  } satisfies RuntimeEvent);
}

function tooLarge(output: Output, length: number): string {
  const [size, maximum] = [(length / 1e6).toFixed(1), MAXIMUM_MESSAGE_LENGTH / 1e6];
  return `An output of type "${output.type}" was too large to show (${size} MB, at most ${maximum} MB). Show a part of it, or fewer points.`;
}
