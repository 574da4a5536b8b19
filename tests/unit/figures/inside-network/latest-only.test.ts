import { expect, test } from "vitest";
import { createLatestOnly } from "../../../../src/figures/inside-network/latest-only.ts";

test("sends one request at a time, and of those that wait only the latest", () => {
  const sent: number[] = [];
  const requests = createLatestOnly<number>((request) => sent.push(request));
  for (const request of [1, 2, 3]) requests.request(request);
  expect(sent).toEqual([1]);
  requests.end();
  expect(sent).toEqual([1, 3]);
  requests.end();
  requests.request(4);
  expect(sent).toEqual([1, 3, 4]);
});
