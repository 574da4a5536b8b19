import { afterEach, expect, test, vi } from "vitest";
import { makeTextsApart } from "../../../src/cli/texts.ts";

vi.mock("../../../src/build/types/language-text.ts", () => ({ hasLanguageText: async () => false }));

const { execPath } = process;

afterEach(() => {
  process.execPath = execPath;
});

test("a site is built although no other process can be started", async () => {
  process.execPath = "/nowhere/node";
  await expect(makeTextsApart()).resolves.toBeUndefined();
});
