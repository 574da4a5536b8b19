import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

/** True for `npm run test:full`: only the tests that `npm test` leaves out because they take long. */
const isFull = process.env["LECTERN_FULL_TESTS"] === "1";

const ALL = "**/*.test.{ts,tsx}";

/** The unit tests that draw random examples: the full run draws others, and in some tests more of them. */
function testsWithExamples(folder: string): readonly string[] {
  return testsIn(folder).filter((path) => /"fast-check"|\bruns\(/.test(readFileSync(path, "utf8")));
}

function testsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => /\.test\.tsx?$/.test(path));
}

const RUNTIME = "tests/unit/runtime";

/** These start TensorFlow.js in another way than the others, or leave it changed. */
const ALONE =
  /\/(platform\/.*|start-backend|gpu-loss|calibration|without-kernels|relaxed|oracles|layer-oracles|fit-loop|reference|three-epochs|validation)\.test\.ts$/;

/** These test how it computes: `fit` has none of the patches that report, stop and calibrate it. */
const COMPUTING = /\/runtime\/(kernels|compiled|optimizers)\/|\/(patch-losses|reset-state)\.test\.ts$/;

/** The tests of the runtime by the way in which they start TensorFlow.js. */
function runtimeTests(start: "computation" | "sessions" | "runtime"): readonly string[] {
  const files = isFull ? testsWithExamples(RUNTIME) : testsIn(RUNTIME);
  return files.filter((file) => {
    if (ALONE.test(file)) return start === "runtime";
    return start === (COMPUTING.test(file) ? "computation" : "sessions");
  });
}

/** `expect.poll` waits for a second otherwise, which a busy machine needs for less. */
const PATIENT = { poll: { timeout: 60_000 } };

/** Loads TensorFlow.js before the modules of the runtime. */
const TENSORFLOW = "tests/support/tensorflow.ts";
const KERNELS = "tests/support/compiled-kernels.ts";

function unitTests(include: readonly string[], setupFiles: readonly string[] = []) {
  return {
    include: [...include],
    setupFiles: ["tests/support/properties.ts", ...setupFiles],
    // Vitest would leave one core unused, which of two is half of them.
    maxWorkers: "100%",
    // Generous: the machine may be busy, and no test asserts on time.
    testTimeout: isFull ? 1_200_000 : 60_000,
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
          ...unitTests(isFull ? testsWithExamples("tests/unit") : [`tests/unit/${ALL}`]),
          name: "unit",
          exclude: [`${RUNTIME}/${ALL}`],
          isolate: false,
        },
      },
      // So do those that start TensorFlow.js in the same way: loading it takes longer than most of them.
      {
        test: {
          ...unitTests(runtimeTests("computation"), [TENSORFLOW]),
          name: "computation",
          globalSetup: KERNELS,
          isolate: false,
        },
      },
      {
        test: {
          ...unitTests(runtimeTests("sessions"), [TENSORFLOW]),
          name: "sessions",
          globalSetup: KERNELS,
          isolate: false,
        },
      },
      // Each of these has a TensorFlow.js to itself.
      { test: { ...unitTests(runtimeTests("runtime")), name: "runtime", globalSetup: KERNELS } },
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
          expect: PATIENT,
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
                expect: PATIENT,
              },
            },
          ]
        : []),
    ],
  },
});
