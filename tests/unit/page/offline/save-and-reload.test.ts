import { describe, expect, test, vi } from "vitest";
import { saveAndReload } from "../../../../src/page/offline/save-and-reload.ts";
import { createNotices } from "../../../../src/page/shell/notices.tsx";

/** Reloads in a browser where saving succeeds or fails. */
async function reloadAfter(saves: boolean) {
  const notices = createNotices();
  const reload = vi.fn();
  let canSave = true;
  const saveEdits = async () => {
    canSave = saves;
  };
  const giveUp = vi.fn();
  await saveAndReload({ saveEdits, canSave: () => canSave, giveUp, show: notices.show, reload });
  return { notices: notices.list.value, giveUp, reload };
}

describe("a reload that changes to a new version", () => {
  test("follows at once when the edits are saved", async () => {
    const { notices, reload } = await reloadAfter(true);
    expect(reload).toHaveBeenCalledTimes(1);
    expect(notices).toEqual([]);
  });

  test("waits for the reader if the edits could not be saved", async () => {
    const { notices, giveUp, reload } = await reloadAfter(false);
    expect(giveUp).not.toHaveBeenCalled();
    expect(reload).not.toHaveBeenCalled();
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining("can't save your edits")]);
    notices[0]?.action?.act();
    expect(giveUp).toHaveBeenCalledTimes(1);
    expect(reload).toHaveBeenCalledTimes(1);
  });
});
