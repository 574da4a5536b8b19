import { beforeAll, describe, expect, it } from "vitest";
import type { Exercise, Lesson } from "../../../src/lesson/lesson.ts";
import { MISTAKES } from "./mistakes.ts";
import { readLecture, type Step, stepsOf } from "./read-lecture.ts";
import { createStudent, hasFashionMnist, printed, type Ran, type Student, verdicts } from "./student.ts";

const lecture = await readLecture();
const steps = stepsOf(lecture.blocks);
const cellIds = steps.flatMap((step) => (step.type === "cell" ? [step.cell.id] : []));

const CONTRACT = [
  "version",
  "setup",
  "load-data",
  "show-example",
  "build-model",
  "summary",
  "train",
  "evaluate",
  "plot-accuracy",
];

/** Its bar is an accuracy on Fashion-MNIST. */
const NEEDS_REAL_DATA = "beat-the-lecture";

describe("the lecture's text", () => {
  it("has no problems", () => {
    expect(lecture.problems).toEqual([]);
  });

  it("has its sections in order", () => {
    const sections = lecture.headings.filter((heading) => heading.level === 2).map((heading) => heading.text);
    expect(sections).toEqual([
      "Motivation",
      "Convolution",
      "Convolutional layers",
      "Pooling layers",
      "CNN architectures",
      "Implementing CNNs in TensorFlow.js",
      "Exercises",
      "References",
    ]);
  });

  it("has the cells that readers and tests rely on, in order", () => {
    expect(cellIds.filter((id) => CONTRACT.includes(id))).toEqual(CONTRACT);
  });

  it("uses every figure", () => {
    expect([...new Set(figureNames(lecture))].toSorted()).toEqual([
      "activations",
      "architectures",
      "channels",
      "confusion",
      "convolution",
      "convolution-arithmetic",
      "equivariance",
      "eye-and-cortex",
      "feature-maps",
      "full-layer",
      "inside-network",
      "pooling",
      "receptive-field",
      "weight-sharing",
    ]);
  });
});

function figureNames({ blocks }: Pick<Lesson, "blocks">): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.type === "figure") return [block.figure.name];
    return block.type === "div" ? figureNames(block) : [];
  });
}

describe("the lecture's cells and exercises", () => {
  let student: Student;

  beforeAll(async () => {
    student = await createStudent();
  }, 60_000);

  // One student goes through the whole lecture, as a reader would; training is left to the tests in the browser.
  for (const step of steps) {
    if (step.type === "exercise") {
      const isForeign = step.exercise.id === NEEDS_REAL_DATA && !hasFashionMnist;
      describe.skipIf(isForeign)(step.exercise.title, () => testExercise(() => student, step.exercise));
    } else if (isQuick(step)) {
      it(`runs the cell ${step.cell.id}`, async () => {
        const ran = await student.run(step.cell.id, step.cell.source);
        expect(ran.error).toBeNull();
        expect(printed(ran)).toMatch(PRINTS[step.cell.id] ?? "");
      });
    } else if (step.cell.id === "train") {
      it("trains the network briefly instead of running the cell train", async () => {
        expect((await student.run("train", LITTLE_TRAINING)).error).toBeNull();
        expect((await student.run("few-tests", FEW_TESTS)).error).toBeNull();
      });
    }
  }
});

/** What the text says of a cell's output. */
const PRINTS: Readonly<Record<string, RegExp>> = {
  "convolve-an-edge": /(\[36, 36, 0\].*){3}/s,
  "four-indices": /\[ 3, 3, 3, 64 \] makes 1728\n\[ 64 \] makes 64\ntogether 1792/,
  "pool-a-map": /5.*5.*5.*6/s,
  lenet: /Total params: 61706/,
  summary: /Total params: 6570/,
};

function isQuick(step: Extract<Step, { type: "cell" }>): boolean {
  return !["train", "evaluate"].includes(step.cell.id);
}

const LITTLE_TRAINING = `
model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: nadam(), metrics: ["accuracy"] });
const history = await model.fit(xTrain.slice([0], [1000]), yTrain.slice([0], [1000]), {
  epochs: 1,
  validationData: [xValid.slice([0], [100]), yValid.slice([0], [100])],
});
`;

/** Enough to check the counting of an exercise, which does not ask how good the network is. */
const FEW_TESTS = `
const { test, x: xTest, y: yTest } = await (async () => {
  const few = (await loadFashionMnist()).test.slice(0, 1000);
  return { test: few, ...prepare(few) };
})();
`;

function testExercise(student: () => Student, exercise: Exercise): void {
  const { starter, checks, solution } = partsOf(exercise);

  it("has a starter, hints and a solution", () => {
    expect(starter).toMatch(/\S/);
    expect(exercise.hints.length).toBeGreaterThanOrEqual(2);
    expect(solution).toMatch(/\S/);
    expect(exercise.solution?.length).toBeGreaterThanOrEqual(2);
  });

  it("rejects the starter", async () => {
    expect(await judge(student(), exercise, starter)).toMatchObject({ passed: false });
  });

  for (const { mistake, from, to, also, says } of MISTAKES[exercise.id] ?? []) {
    it(`says what is wrong: ${mistake}`, async () => {
      const source = solution.replace(from, to).replace(...(also ?? ["", ""]));
      expect(source).not.toBe(solution);
      const { passed, ran } = await judge(student(), exercise, source);
      expect(ran.error).toBeNull();
      expect(passed).toBe(false);
      expect(verdicts(ran).at(-1)).toMatchObject({ passed: false, message: expect.stringMatching(says) });
    });
  }

  it("accepts the solution", async () => {
    const { passed, ran } = await judge(student(), exercise, solution);
    expect(ran.error).toBeNull();
    expect(verdicts(ran).filter((verdict) => !verdict.passed)).toEqual([]);
    expect(passed).toBe(true);
    expect(checks.length).toBeGreaterThan(0);
  });
}

/** The code in an exercise. */
function partsOf({ starter }: Exercise) {
  const { checks = [], solution = null } = starter?.cell.exercise ?? {};
  return { starter: starter?.cell.source ?? "", checks, solution: solution ?? "" };
}

/** Runs a student's answer and then the checks, as the page does. */
async function judge(
  student: Student,
  exercise: Exercise,
  source: string,
): Promise<{ passed: boolean; ran: Ran }> {
  const id = exercise.starter?.cell.id ?? exercise.id;
  const answer = await student.run(id, source);
  if (answer.error !== null) return { passed: false, ran: answer };
  const ran = await student.check(id, partsOf(exercise).checks);
  const all = verdicts(ran);
  return { passed: ran.error === null && all.length > 0 && all.every((verdict) => verdict.passed), ran };
}
