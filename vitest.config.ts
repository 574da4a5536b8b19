import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          environment: "node",
          setupFiles: "tests/support/properties.ts",
          // Vitest would leave one core unused, which of two is half of them.
          maxWorkers: "100%",
          // Generous: the machine that runs them may be busy, and no test is about time.
          testTimeout: 60_000,
          // Hooks compile the kernels.
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          environment: "node",
          globalSetup: "tests/browser/global-setup.ts",
          // Two browsers at a time, after the unit tests: what they do is waiting, for a good part.
          maxWorkers: 2,
          // In files whose tests are independent (`test.concurrent`), so many pages at once.
          maxConcurrency: 3,
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
