import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findOtherEngines } from "../../../src/cli/other-engines.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lectern-engines-"));
  vi.stubEnv("PATH", folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function program(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "#!/bin/sh\n");
  await chmod(path, 0o755);
  return path;
}

describe("findOtherEngines", () => {
  test("finds none where none is installed", async () => {
    expect(await findOtherEngines()).toEqual({ firefox: null, webKit: null });
  });

  test("prefers Firefox ESR", async () => {
    await program("firefox");
    const esr = await program("firefox-esr");
    expect((await findOtherEngines()).firefox).toEqual({ program: esr });
  });

  test("needs a screen for WebKitGTK", async () => {
    const driver = await program("WebKitWebDriver");
    expect((await findOtherEngines()).webKit).toBeNull();
    const screen = await program("Xvfb");
    expect((await findOtherEngines()).webKit).toEqual({ driver, screen });
  });
});
