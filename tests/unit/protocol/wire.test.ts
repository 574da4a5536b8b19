import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAXIMUM_MESSAGE_LENGTH, readEvent } from "../../../src/protocol/wire.ts";

const output = (value: unknown) => JSON.stringify({ type: "output", run: 1, output: value });

describe("reading an event", () => {
  it("gives back what was written", () => {
    const event = { type: "ready", backend: "wasm", reason: "no GPU" };
    expect(readEvent(JSON.stringify(event))).toEqual(event);
  });

  it("drops malformed messages", () => {
    for (const message of [
      null,
      undefined,
      7,
      {},
      [],
      new ArrayBuffer(8),
      "",
      "{",
      "[]",
      '{"type":"run"}',
      '{"type":"done","run":0,"ms":1}',
      '{"type":"done","run":1.5,"ms":1}',
      '{"type":"done","run":1,"ms":-1}',
      '{"type":"need","dataset":"../secret"}',
      '{"type":"ready","backend":"abacus","reason":""}',
      '{"type":"backend","backend":"abacus","reason":""}',
      '{"type":"backend","backend":"wasm"}',
      output({ type: "html", html: "<b>" }),
      output({ type: "image", width: 0, height: 1, rgba: "", alt: "" }),
      JSON.stringify({ type: "figure", figure: "a b", state: {} }),
      output({ type: "plot", traces: [1], layout: {} }),
    ]) {
      expect(readEvent(message), String(message)).toBeNull();
    }
  });

  it("drops a message over the length before it is parsed", () => {
    const long = output({ type: "text", stream: "log", text: "x".repeat(MAXIMUM_MESSAGE_LENGTH) });
    expect(readEvent(long)).toBeNull();
    const short = output({ type: "text", stream: "log", text: "x".repeat(1000) });
    expect(readEvent(short)).not.toBeNull();
  });

  it("leaves out accents beyond what a letter can have", () => {
    const textOf = (text: string): unknown => readEvent(output({ type: "text", stream: "log", text }));
    const words =
      "Tiếng Việt, e\u0301, \u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd, \u0e17\u0e35\u0e48, \u0f66\u0f92\u0fb2\u0f7c";
    expect(textOf(words)).toMatchObject({ output: { text: words } });
    expect(textOf(`a${"\u0301\u0489".repeat(5000)}b`)).toMatchObject({
      output: { text: `a${"\u0301\u0489".repeat(4)}b` },
    });
  });

  it("drops a message that is nested too deeply to be walked", () => {
    const depth = 200_000;
    const nested = `${'{"kind":"array","name":"","hidden":0,"size":1,"entries":[["0",'.repeat(depth / 10)}1`;
    expect(readEvent(nested)).toBeNull();
    expect(readEvent("[".repeat(depth) + "]".repeat(depth))).toBeNull();
  });

  it("takes no prototype from a message", () => {
    const event = readEvent(
      '{"type":"output","run":1,"output":{"type":"plot","traces":[],"layout":{"__proto__":{"polluted":1},"title":"t"}}}',
    );
    expect(event).toMatchObject({ output: { layout: { title: "t" } } });
    expect(JSON.stringify(event)).not.toContain("polluted");
  });

  it("keeps only the fields that the protocol knows", () => {
    expect(readEvent('{"type":"done","run":3,"ms":1,"more":{}}')).toEqual({ type: "done", run: 3, ms: 1 });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.string(),
          fc.json(),
          fc.json().map((json) => output(JSON.parse(json))),
        ),
        (message) => {
          readEvent(message);
        },
      ),
    );
  });
});
