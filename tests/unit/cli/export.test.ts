import { afterEach, describe, expect, it, vi } from "vitest";
import { export as exportLesson } from "../../../src/cli/export.ts";

afterEach(() => vi.unstubAllEnvs());

describe("npm run export", () => {
  it.each([[[]], [["first-steps"]], [["--pamphlet"]]])("asks for a form after %j", async (args) => {
    await expect(exportLesson(args)).rejects.toThrow("Name one form to export: ");
  });
});
