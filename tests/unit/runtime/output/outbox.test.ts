import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { CellId, RunId } from "../../../../src/protocol/ids.ts";
import type { Output } from "../../../../src/protocol/output.ts";
import {
  CREDIT_TOLERANCE,
  INITIAL_CREDIT,
  MAXIMUM_MESSAGE_LENGTH,
  readEvent,
} from "../../../../src/protocol/wire.ts";
import { Outbox } from "../../../../src/runtime/output/outbox.ts";
import { PrintedLines } from "../../../../src/runtime/output/printed-lines.ts";
import { Activity, setForeground } from "../../../../src/runtime/platform/activity.ts";

const run = 1 as RunId;
const activity = (id: RunId): Activity => new Activity(id, "a" as CellId);

function setUp() {
  const messages: string[] = [];
  const outbox = new Outbox((message) => messages.push(message));
  setForeground(activity(run));
  outbox.begin(run);
  const outputs = () =>
    messages.flatMap((message) => {
      const event = readEvent(message);
      return event?.type === "output" ? [event.output] : [];
    });
  const text = () =>
    outputs()
      .flatMap((output) => (output.type === "text" ? [output.text] : []))
      .join("\n");
  /** The lines that the page has got: the text of one stream, the number that are missing, and the last ones. */
  const printed = () => {
    const texts = outputs().flatMap((output) => (output.type === "text" ? [output] : []));
    const tail = texts.findLast((output) => output.tail !== undefined);
    return {
      first: texts.flatMap((output) => (output.tail === undefined ? output.text.split("\n") : [])),
      dropped: tail?.dropped ?? 0,
      last: tail?.tail?.split("\n") ?? [],
    };
  };
  return { messages, outbox, outputs, text, printed };
}

describe("the outbox", () => {
  /** Not text of which lines are missing, which would be a second notice. */
  const notShown = (count: number) => ({
    type: "text",
    stream: "info",
    text: expect.stringContaining(`${count} more outputs were not shown`),
  });

  it("gathers lines of one stream into one message, in order with the other streams", () => {
    const { outbox, outputs } = setUp();
    outbox.print("log", "a");
    outbox.print("log", "b");
    outbox.print("error", "c");
    outbox.sendRest(run);
    expect(outputs()).toEqual([
      { type: "text", stream: "log", text: "a\nb" },
      { type: "text", stream: "error", text: "c" },
    ]);
  });

  it("bounds a million lines without credit, and says how many are missing", () => {
    const { outbox, messages, printed } = setUp();
    for (let line = 0; line < 1_000_000; line += 1) outbox.print("log", `line ${line}`);
    outbox.sendRest(run);
    expect(messages.length).toBeLessThanOrEqual(INITIAL_CREDIT + CREDIT_TOLERANCE);
    expect(messages.join("").length).toBeLessThan(3_000_000);
    const { first, dropped, last } = printed();
    expect([first[0], last.at(-1)]).toEqual(["line 0", "line 999999"]);
    expect(first.length + dropped + last.length).toBe(1_000_000);
    expect(last.length).toBeGreaterThan(1000);
  });

  it("does not gather the waiting lines for each output beyond the limit", () => {
    const { outbox } = setUp();
    const gather = vi.spyOn(PrintedLines.prototype, "groups");
    for (let turn = 0; turn < 5000; turn += 1) {
      outbox.print("error", "e");
      outbox.print("warn", "w");
      outbox.show({ type: "table", columns: ["a"], rows: [[turn]], total: 1 });
    }
    // For each of the run's 500 outputs once, and a few times while there was credit.
    expect(gather.mock.calls.length).toBeLessThan(700);
    gather.mockRestore();
  });

  it("keeps both ends of one text of many lines", () => {
    const { outbox, printed } = setUp();
    outbox.print("log", Array.from({ length: 60_000 }, (_, line) => `line ${line}`).join("\n"));
    outbox.sendRest(run);
    const { first, dropped, last } = printed();
    expect([first[0], last.at(-1)]).toEqual(["line 0", "line 59999"]);
    expect(first.length + dropped + last.length).toBe(60_000);
  });

  it("shows the last lines of an endless flood while it goes on", () => {
    const { outbox, outputs } = setUp();
    for (let line = 0; line < 30_000; line += 1) outbox.print("log", `line ${line}`);
    const tails = () => outputs().flatMap((output) => (output.type === "text" ? (output.tail ?? []) : []));
    expect(tails().length).toBeGreaterThan(0);
  });

  it("keeps what was printed before an output before it", () => {
    const { outbox, outputs } = setUp();
    for (let line = 0; line < 30_000; line += 1) outbox.print("log", `line ${line}`);
    outbox.show({ type: "check", passed: true, message: "" });
    outbox.print("log", "after it");
    outbox.sendRest(run);
    const [before, check, after] = outputs().slice(-3);
    expect(before).toMatchObject({ type: "text", tail: expect.stringMatching(/line 29999$/) });
    expect(check?.type).toBe("check");
    expect(after).toEqual({ type: "text", stream: "log", text: "", dropped: 0, tail: "after it" });
  });

  it("shows every output in order, however fast they come", () => {
    const { outbox, outputs } = setUp();
    const table = (row: number): Output => ({ type: "table", columns: ["a"], rows: [[row]], total: 1 });
    for (let row = 0; row < 400; row += 1) {
      outbox.print("log", `row ${row}`);
      outbox.show(table(row));
    }
    while (outbox.queueSent(run) !== null) outbox.grant(1);
    outbox.sendRest(run);
    expect(outputs()).toEqual(
      Array.from({ length: 400 }, (_, row) => [
        { type: "text", stream: "log", text: `row ${row}` },
        table(row),
      ]).flat(),
    );
  });

  it("says when what waits for credit is sent", async () => {
    const { outbox } = setUp();
    expect(outbox.queueSent(run)).toBeNull();
    for (let turn = 0; turn < INITIAL_CREDIT + 3; turn += 1)
      outbox.show({ type: "check", passed: true, message: "" });
    let isSent = false;
    void outbox.queueSent(run)?.then(() => {
      isSent = true;
    });
    outbox.grant(2);
    await Promise.resolve();
    expect(isSent).toBe(false);
    outbox.grant(1);
    await Promise.resolve();
    expect(isSent).toBe(true);
  });

  it("drops outputs that wait for too long, keeps the text between them, and says so", () => {
    const { outbox, outputs } = setUp();
    const check = { type: "check", passed: true, message: "" } as const;
    for (let turn = 0; turn < INITIAL_CREDIT; turn += 1) outbox.show(check);
    for (const turn of [1, 2]) {
      outbox.show(check);
      outbox.print("log", `after ${turn}`);
    }
    outbox.show(check);
    outbox.sendRest(run);
    expect(outputs().slice(INITIAL_CREDIT)).toEqual([
      { type: "text", stream: "log", text: "after 1\nafter 2" },
      notShown(3),
    ]);
  });

  it("lets outputs of four million characters wait, and drops more", () => {
    const { outbox, outputs } = setUp();
    const image = { type: "image", width: 1, height: 1, rgba: "x".repeat(100_000), alt: "" } as const;
    for (let turn = 0; turn < 200; turn += 1) outbox.show(image);
    outbox.grant(1000);
    expect(outputs().filter(({ type }) => type === "image")).toHaveLength(INITIAL_CREDIT + 40);
    outbox.sendRest(run);
    expect(outputs().at(-1)).toEqual(notShown(200 - INITIAL_CREDIT - 40));
  });

  it("keeps the streams of the last lines apart", () => {
    const { outbox, outputs } = setUp();
    for (let line = 0; line < 30_000; line += 1) outbox.print("log", `line ${line}`);
    outbox.print("error", "a fault");
    outbox.print("log", "the end");
    outbox.sendRest(run);
    expect(outputs().slice(-2)).toEqual([
      { type: "text", stream: "error", text: "a fault" },
      { type: "text", stream: "log", text: "the end" },
    ]);
  });

  it("cuts long lines, and says so", () => {
    const { outbox, messages, text } = setUp();
    outbox.print("log", "x".repeat(50_000_000));
    outbox.print("log", `short\n${"y".repeat(20_000)}\nlast`);
    outbox.sendRest(run);
    expect(messages.join("").length).toBeLessThan(MAXIMUM_MESSAGE_LENGTH);
    const lines = text().split("\n");
    expect(lines[0]).toBe(`${"x".repeat(10_000)}… (the rest of this line is not shown)`);
    expect(lines[1]).toBe("short");
    expect(lines[2]).toContain("… (the rest of this line is not shown)");
    expect(lines[3]).toBe("last");
  });

  it("skips keyed outputs that are replaced before they are sent", () => {
    const { outbox, outputs } = setUp();
    for (let value = 0; value <= 1000; value += 1) {
      outbox.show({ type: "progress", key: "p", label: "", value, total: 1000, detail: "" });
    }
    expect(outputs()).toHaveLength(INITIAL_CREDIT);
    outbox.grant(1);
    expect(outputs().at(-1)).toMatchObject({ value: 1000 });
  });

  it("replaces an output that is too large with a warning", () => {
    const { outbox, text } = setUp();
    outbox.show({ type: "image", width: 1, height: 1, rgba: "x".repeat(MAXIMUM_MESSAGE_LENGTH), alt: "" });
    outbox.sendRest(run);
    expect(text()).toMatch(/too large to show \(2\.0 MB/);
  });

  it("starts each run without anything of the previous one", () => {
    const { outbox, outputs } = setUp();
    for (let line = 0; line < 1_000_000; line += 1) outbox.print("log", "y".repeat(10));
    outbox.sendRest(run);
    const second = activity(2 as RunId);
    outbox.begin(2 as RunId);
    outbox.grant(1000);
    outbox.print("log", "second", second);
    outbox.sendRest(2 as RunId);
    expect(outputs().at(-1)).toEqual({ type: "text", stream: "log", text: "second" });
  });

  it("sends what an ended run shows later under its own number, until the run is forgotten", () => {
    const { outbox, messages } = setUp();
    outbox.sendRest(run);
    outbox.begin(2 as RunId);
    outbox.print("log", "of the second", activity(2 as RunId));
    outbox.print("log", "late", activity(run));
    outbox.flush();
    expect(messages.map((message) => readEvent(message))).toMatchObject([
      { run: 1, output: { text: "late" } },
      { run: 2, output: { text: "of the second" } },
    ]);
    outbox.forget(run);
    outbox.print("log", "too late", activity(run));
    outbox.flush();
    expect(messages).toHaveLength(2);
  });

  it("has separate limits for what an ended run shows, and lets it continue a little at a time", () => {
    const { outbox, outputs } = setUp();
    const showMany = (): number => {
      const before = outputs().length;
      outbox.grant(1000);
      for (let turn = 0; turn < 600; turn += 1) outbox.show({ type: "check", passed: true, message: "" });
      return outputs().length - before;
    };
    expect(showMany()).toBe(500);
    outbox.sendRest(run);
    expect(outputs().at(-1)).toEqual(notShown(100));
    expect([showMany(), showMany()]).toEqual([500, 0]);
    outbox.renew();
    expect(showMany()).toBe(8);
    outbox.sendRest(run);
    expect(outputs().at(-1)).toEqual(notShown(100 + 600 + 592));
  });

  it("never sends enough messages for the page to treat them as a flood", () => {
    const output = fc.oneof(
      fc
        .record({ key: fc.string({ maxLength: 3 }) })
        .map(({ key }) => ({ type: "progress", key, label: "", value: 0, total: 1, detail: "" }) as const),
      fc.constant({ type: "check", passed: true, message: "" } as const),
      fc.string().map((text) => ({ type: "text", stream: "log", text }) as const),
      fc.string().map((text) => ({ type: "text", stream: "warn", text }) as const),
    );
    fc.assert(
      fc.property(fc.array(output, { maxLength: 400 }), (shown) => {
        const { outbox, messages } = setUp();
        for (const one of shown) outbox.show(one);
        outbox.sendRest(run);
        expect(messages.length).toBeLessThanOrEqual(INITIAL_CREDIT + CREDIT_TOLERANCE);
      }),
    );
  });
});
