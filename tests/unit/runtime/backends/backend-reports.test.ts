import { expect, test } from "vitest";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { BackendNews } from "../../../../src/runtime/backends/backend-reports.ts";

test("the page is told at once, and of the newest alone when much changes", async () => {
  const sent: RuntimeEvent[] = [];
  const news = new BackendNews((event) => sent.push(event));
  news.tell("wasm", "first");
  for (let turn = 0; turn < 1000; turn += 1) news.tell(turn % 2 === 0 ? "webgl" : "wasm", `turn ${turn}`);
  expect(sent).toEqual([{ type: "backend", backend: "wasm", reason: "first" }]);
  await expect
    .poll(
      () => {
        news.flush();
        return sent.length;
      },
      { timeout: 10_000 },
    )
    .toBe(2);
  expect(sent[1]).toEqual({ type: "backend", backend: "wasm", reason: "turn 999" });
  news.flush();
  expect(sent).toHaveLength(2);
});
