import { describe, expect, test } from "vitest";
import type { MissingFiles } from "../../../../src/page/datasets/ask-for-files.ts";
import { askInNotices } from "../../../../src/page/shell/ask-in-notices.ts";
import { createNotices } from "../../../../src/page/shell/notices.tsx";

const missing: MissingFiles = {
  title: "Garments",
  location: "this file",
  files: ["a.gz", "b.gz"],
  bytes: 31_000_000,
  problem: null,
};

function ask(signal = new AbortController().signal) {
  const notices = createNotices();
  const said: string[] = [];
  const answer = askInNotices(notices, (text) => said.push(text))(missing, signal);
  return { notices, said, answer, notice: () => notices.list.value[0] };
}

describe("a question for a dataset's files", () => {
  test("names what is missing, aloud too, and what can be done", () => {
    const { said, notice } = ask();
    expect(notice()?.text).toBe(
      "Garments is not in this file. Choose the 2 files a.gz, b.gz, or download it.",
    );
    expect(said).toEqual([notice()?.text]);
    expect(notice()?.action?.label).toBe("Choose files …");
    expect(notice()?.alternative?.label).toBe("Download (31 MB)");
  });

  test("can be answered by a download, and is gone then", async () => {
    const { notice, answer } = ask();
    notice()?.alternative?.act();
    expect(await answer).toEqual({ type: "download" });
    expect(notice()).toBeUndefined();
  });

  test("can be declined, and asked again", async () => {
    const { notice, answer } = ask();
    notice()?.onDismiss?.();
    await expect(answer).rejects.toThrow("Run the cell again to choose its files.");
  });

  test("is gone with what asked it", async () => {
    const controller = new AbortController();
    const { notice, answer } = ask(controller.signal);
    controller.abort(new Error("over"));
    await expect(answer).rejects.toThrow("over");
    expect(notice()).toBeUndefined();
  });
});
