import { resolveConfig } from "vite";
import { expect, onTestFinished, test, vi } from "vitest";
import { siteConfig } from "../../../../src/build/site/site-config.ts";

test("a site contains no variables of the environment", async () => {
  vi.stubEnv("VITE_SECRET", "secret");
  onTestFinished(() => void vi.unstubAllEnvs());
  const { env } = await resolveConfig({ ...siteConfig([]), configFile: false }, "build");
  expect(env).toMatchObject({ MODE: expect.any(String) });
  expect(env).not.toHaveProperty("VITE_SECRET");
});
