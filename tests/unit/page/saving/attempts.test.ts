import { describe, expect, it } from "vitest";
import { type AttemptStore, trackAttempts } from "../../../../src/page/saving/attempts.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";

/** A notebook of one exercise, tried in an earlier visit or not. */
function open({ earlier = [], isLocked = false }: { earlier?: readonly string[]; isLocked?: boolean } = {}) {
  const page = openNotebook([define("code", { checks: ["first"] })]);
  const stored = new Set(earlier);
  const store: AttemptStore = {
    load: async () => [...stored],
    save: async (exercise) => void stored.add(exercise),
  };
  const attempted = trackAttempts(page.notebook, store, () => isLocked);
  const run = async (source: string | null, outcome: "done" | "failed" | "stopped") => {
    if (source !== null) page.notebook.edit(cellId("code"), source);
    page.notebook.run(cellId("code"));
    await settle();
    page.host.finish(outcome);
    await settle();
    // The check, if the code itself has ended well.
    if (page.host.running !== null) page.host.finish("done");
    await settle();
  };
  return { run, stored, attempted: () => [...attempted.value] };
}

const TRIED = ["code-exercise"];

describe("an exercise counts as tried", () => {
  it.each(["done", "failed"] as const)(
    "after code of the reader's own is %s, and stays so",
    async (outcome) => {
      const page = open();
      await page.run("mine", outcome);
      expect(page.attempted()).toEqual(TRIED);
      expect([...page.stored]).toEqual(TRIED);
      const again = open({ earlier: [...page.stored] });
      await settle();
      expect(again.attempted()).toEqual(TRIED);
    },
  );

  it("neither for the starter as it is, nor for a run that was stopped", async () => {
    const page = open();
    await page.run(null, "failed");
    await page.run("mine", "stopped");
    expect(page.attempted()).toEqual([]);
  });

  it("not for the work of someone else that is under review", async () => {
    const page = open({ isLocked: true });
    await page.run("theirs", "done");
    expect([page.attempted(), [...page.stored]]).toEqual([[], []]);
  });
});
