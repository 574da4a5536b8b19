import { expect, test } from "vitest";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { BackendReports } from "../../../../src/runtime/backends/backend-reports.ts";

test("a change is reported at once; of many changes only the latest", async () => {
  const sent: RuntimeEvent[] = [];
  const reports = new BackendReports((event) => sent.push(event));
  reports.report("wasm", "first");
  for (let turn = 0; turn < 1000; turn += 1)
    reports.report(turn % 2 === 0 ? "webgl" : "wasm", `turn ${turn}`);
  expect(sent).toEqual([{ type: "backend", backend: "wasm", reason: "first" }]);
  await expect
    .poll(
      () => {
        reports.flush();
        return sent.length;
      },
      { timeout: 10_000 },
    )
    .toBe(2);
  expect(sent[1]).toEqual({ type: "backend", backend: "wasm", reason: "turn 999" });
  reports.flush();
  expect(sent).toHaveLength(2);
});
