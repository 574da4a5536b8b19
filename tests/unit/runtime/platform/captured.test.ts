import { afterEach, expect, test } from "vitest";
import { MAXIMUM_MESSAGE_LENGTH } from "../../../../src/protocol/wire.ts";
import { dataOf, keepInside, postTo } from "../../../../src/runtime/platform/captured.ts";

const dataOfPlatform = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
const preventDefaultOfPlatform = Event.prototype.preventDefault;

afterEach(() => {
  if (dataOfPlatform !== undefined) Object.defineProperty(MessageEvent.prototype, "data", dataOfPlatform);
  Event.prototype.preventDefault = preventDefaultOfPlatform;
});

/** What arrives at the other end when each of the messages was sent, up to the last, which is "end". */
async function arriving(messages: readonly unknown[]): Promise<unknown[]> {
  const { port1, port2 } = new MessageChannel();
  const received: unknown[] = [];
  const ended = new Promise<void>((resolve) => {
    port2.onmessage = ({ data }) => {
      if (data === "end") resolve();
      else received.push(data);
    };
  });
  for (const message of [...messages, "end"]) postTo(port1, message);
  await ended;
  port1.close();
  port2.close();
  return received;
}

test("a message is sent up to the length that the page takes, and no further", async () => {
  const longest = "x".repeat(MAXIMUM_MESSAGE_LENGTH);
  expect(await arriving([longest, `${longest}x`])).toEqual([longest]);
});

test("nothing but a string is sent", async () => {
  expect(await arriving([undefined, { huge: [] }, 1, "a"])).toEqual(["a"]);
});

test("a getter that a cell has replaced is not called", () => {
  const seen: unknown[] = [];
  Object.defineProperty(MessageEvent.prototype, "data", {
    configurable: true,
    get(this: MessageEvent) {
      seen.push(this.target);
      return "forged";
    },
  });
  expect(dataOf(new MessageEvent("message", { data: "true" }))).toBe("true");
  expect(seen).toEqual([]);
});

test("an error stays inside even if a cell has replaced preventDefault", () => {
  Event.prototype.preventDefault = () => undefined;
  const event = new Event("error", { cancelable: true });
  keepInside(event);
  expect(event.defaultPrevented).toBe(true);
});
