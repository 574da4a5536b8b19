import { expect, test } from "vitest";
import { RejectionLimit } from "../../../../src/runtime/session/rejection-limit.ts";

const ignore = (): void => undefined;

function reportedOf(limit: RejectionLimit, count: number): number {
  let reported = 0;
  for (let turn = 0; turn < count; turn += 1) if (limit.add()) reported += 1;
  return reported;
}

test("the runtime is ended once, at the first rejection above the limit", () => {
  const messages: string[] = [];
  const limit = new RejectionLimit((message) => messages.push(message), ignore);
  expect(reportedOf(limit, 2000)).toBe(2000);
  expect(messages).toEqual([]);
  expect(reportedOf(limit, 1000)).toBe(0);
  expect(messages).toEqual([expect.stringMatching(/more than 2000 rejected promises.*`await`/)]);
});

test("each run has the whole limit", () => {
  const limit = new RejectionLimit(() => expect.unreachable(), ignore);
  expect(reportedOf(limit, 1500)).toBe(1500);
  limit.reset();
  expect(reportedOf(limit, 1500)).toBe(1500);
});

test("code that does not yield goes no further when it has rejected too many promises", () => {
  const events: unknown[] = [];
  const limit = new RejectionLimit(
    (message) => events.push(message),
    (ms) => events.push(ms),
  );
  limit.overflow();
  expect(events).toEqual([expect.stringMatching(/without a pause.*`await`/), expect.any(Number)]);
});
