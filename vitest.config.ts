import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

/** True for `npm run test:full`: only the tests that `npm test` leaves out because they take long. */
const isFull = process.env["LECTERN_FULL_TESTS"] === "1";

const ALL = "**/*.test.{ts,tsx}";

/** The unit tests that draw random examples: the full run draws others, and in some tests more of them. */
function testsWithExamples(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => /\.test\.tsx?$/.test(path) && /"fast-check"|\bruns\(/.test(readFileSync(path, "utf8")));
}

/** The tests of what computes, which start TensorFlow.js in the same way, and those of them that start something else. */
const COMPUTATION = "tests/unit/runtime/@(kernels|compiled|optimizers)";
const STARTED_OTHERWISE = "without-kernels.test.ts|relaxed.test.ts|oracles.test.ts|layer-oracles.test.ts";

function unitTests(folder: string) {
  return {
    include: isFull ? testsWithExamples(folder) : [`${folder}/${ALL}`],
    setupFiles: "tests/support/properties.ts",
    // Vitest would leave one core unused, which of two is half of them.
    maxWorkers: "100%",
    // Generous: the machine may be busy, and no test asserts on time.
    testTimeout: isFull ? 1_200_000 : 60_000,
    // Hooks compile the kernels.
    hookTimeout: 60_000,
  };
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      // Files share their worker and the modules in it, which saves the time to load them for each.
      {
        test: {
          ...unitTests("tests/unit"),
          name: "unit",
          exclude: [`tests/unit/runtime/${ALL}`],
          isolate: false,
        },
      },
      // They all start TensorFlow.js in the same way, so files share it: loading it takes longer than most of them.
      {
        test: {
          ...unitTests("tests/unit/runtime"),
          name: "computation",
          exclude: [
            "tests/unit/runtime/!(kernels|compiled|optimizers)/**",
            `${COMPUTATION}/@(${STARTED_OTHERWISE})`,
          ],
          isolate: false,
        },
      },
      // Each file has a TensorFlow.js to itself: they change it in different ways.
      {
        test: {
          ...unitTests("tests/unit/runtime"),
          name: "runtime",
          exclude: [`${COMPUTATION}/!(${STARTED_OTHERWISE})`],
        },
      },
      {
        test: {
          name: "browser",
          include: [isFull ? "tests/browser/**/*.full.test.ts" : "tests/browser/**/!(*.full).test.ts"],
          exclude: ["tests/browser/exports/**"],
          globalSetup: "tests/browser/global-setup.ts",
          // The files of a worker share its browser (`openBrowser`); each closes the pages that it opened.
          isolate: false,
          // One more than cores, since some of their time is spent waiting.
          maxWorkers: 3,
          // In files whose tests are independent (`test.concurrent`), this many pages at once.
          maxConcurrency: 3,
          // After the unit tests, which keep all cores busy.
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      // Exported pages, which need no site, and the tests of the wall once more against a single file.
      ...(isFull
        ? [
            {
              test: {
                name: "exports",
                include: [
                  "tests/browser/exports/*.full.test.ts",
                  "tests/browser/wall/{exhaustion,forgeries,frame,network,recovery,storage}.test.ts",
                ],
                globalSetup: "tests/browser/exports/global-setup.ts",
                isolate: false,
                maxWorkers: 2,
                maxConcurrency: 3,
                sequence: { groupOrder: 2 },
                testTimeout: 300_000,
                hookTimeout: 300_000,
              },
            },
          ]
        : []),
    ],
  },
});
