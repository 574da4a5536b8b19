import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Inbox } from "../../../../src/page/sandbox/inbox.ts";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { CREDIT_TOLERANCE, INITIAL_CREDIT, MAXIMUM_MESSAGE_LENGTH } from "../../../../src/protocol/wire.ts";

const text = (line: string) =>
  JSON.stringify({ type: "output", run: 1, output: { type: "text", stream: "log", text: line } });

/** An inbox with a clock and a scheduler that the test controls. */
function setUp() {
  const events: RuntimeEvent[] = [];
  const floods: string[] = [];
  const tasks: (() => void)[] = [];
  let credit = 0;
  let time = 0;
  let cost = 0;
  const inbox = new Inbox(
    {
      onEvent: (event) => {
        events.push(event);
        time += cost;
      },
      onCredit: (count) => {
        credit += count;
      },
      onFlood: (message) => floods.push(message),
    },
    (task) => tasks.push(task),
    () => time,
  );
  const turn = () => tasks.shift()?.();
  const turnAll = () => {
    while (tasks.length > 0) turn();
  };
  return {
    inbox,
    events,
    floods,
    turn,
    turnAll,
    tasks,
    credit: () => credit,
    setCost: (ms: number) => {
      cost = ms;
    },
  };
}

describe("the inbox", () => {
  it("delivers events in order, and grants credit for outputs only", () => {
    const { inbox, events, turnAll, credit } = setUp();
    inbox.receive(text("a"));
    inbox.receive('{"type":"heartbeat","stepMs":0}');
    inbox.receive(text("b"));
    turnAll();
    expect(events.map((event) => event.type)).toEqual(["output", "heartbeat", "output"]);
    expect(credit()).toBe(2);
  });

  it("does no work when a message arrives, and processes messages in slices", () => {
    const { inbox, events, turn, tasks, setCost } = setUp();
    setCost(5);
    for (let message = 0; message < 5; message += 1) inbox.receive(text(String(message)));
    expect(events).toHaveLength(0);
    turn();
    expect(events).toHaveLength(2);
    expect(tasks).toHaveLength(1);
  });

  it("drops malformed messages and continues", () => {
    const { inbox, events, turnAll, floods } = setUp();
    for (const message of ["", "{", "[]", '{"type":"nonsense"}', text("good")]) inbox.receive(message);
    turnAll();
    expect(events).toHaveLength(1);
    expect(floods).toHaveLength(0);
  });

  it("reports a flood when more messages wait than the protocol allows, and accepts no more", () => {
    const { inbox, events, turnAll, floods } = setUp();
    for (let message = 0; message < INITIAL_CREDIT + CREDIT_TOLERANCE + 1; message += 1)
      inbox.receive(text("x"));
    inbox.receive(text("late"));
    turnAll();
    expect(floods).toEqual(["The runtime sent more messages than allowed."]);
    expect(events).toHaveLength(0);
  });

  it("reports a flood when it receives anything but a bounded string", () => {
    for (const message of [{}, [1], new ArrayBuffer(1), 5, null, "x".repeat(MAXIMUM_MESSAGE_LENGTH + 1)]) {
      const { inbox, floods } = setUp();
      inbox.receive(message);
      expect(floods).toHaveLength(1);
    }
  });

  it("delivers every message of a runtime that respects its credit", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (bursts) => {
        const { inbox, events, turnAll, floods, credit } = setUp();
        let sent = 0;
        for (const burst of bursts) {
          const allowed = Math.min(burst, INITIAL_CREDIT + credit() - sent);
          for (let message = 0; message < allowed; message += 1) inbox.receive(text("x"));
          sent += allowed;
          turnAll();
        }
        expect(floods).toHaveLength(0);
        expect(events).toHaveLength(sent);
      }),
    );
  });
});
