import { afterEach, describe, expect, it, vi } from "vitest";
import { export as exportLesson } from "../../../src/cli/export.ts";

afterEach(() => vi.unstubAllEnvs());

describe("npm run export", () => {
  it.each([[[]], [["first-steps"]], [["--pamphlet"]]])("asks for a form after %j", async (args) => {
    await expect(exportLesson(args)).rejects.toThrow("Name one form to export: ");
  });

  it("refuses a size of paper that it does not know", async () => {
    const args = ["convolutional-neural-networks", "--pdf", "--paper", "a5"];
    await expect(exportLesson(args)).rejects.toThrow('--paper is "a5". Choose a4 or letter.');
  });

  it("says how to get a browser where CHROME_PATH names none", async () => {
    vi.stubEnv("CHROME_PATH", "/no/such/program");
    const args = ["convolutional-neural-networks", "--pdf"];
    await expect(exportLesson(args)).rejects.toThrow(/CHROME_PATH is "\/no\/such\/program"/);
  });
});
