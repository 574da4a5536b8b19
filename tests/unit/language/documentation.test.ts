import ts from "typescript";
import { expect, test } from "vitest";
import { collectTypeFiles } from "../../../src/build/types/collect-type-files.ts";
import { answer } from "../../../src/language/answer.ts";
import { LessonProgram } from "../../../src/language/lesson-program.ts";
import type { Answer } from "../../../src/language/messages.ts";
import { piece } from "./program-of.ts";

/**
 * Comments are read when they are shown. The same questions to a program whose parser reads all of them have the same
 * answers.
 */
const SOURCE = `import * as tf from "@tensorflow/tfjs";
import { loadFashionMnist, show } from "lectern";
/** How many filters. */
const filters = 8;
/**
 * Builds a network.
 * @param units how many classes
 */
function build(units: number) {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ filters, kernelSize: 3, activation: "relu" }));
  model.add(tf.layers.dense({ units }));
  return model;
}
class Base {
  /** Doubles a number. */
  twice(n: number) { return 2 * n; }
  /** Begins. @param start where */
  constructor(start = 0) { this.twice(start); }
}
class Derived extends Base { override twice(n: number) { return super.twice(n); } }
const model = build(10);
const history = await model.fit(tf.ones([1, 28, 28, 1]), tf.ones([1, 10]), { epochs: 3, batchSize: 32 });
model.compile({ optimizer: tf.train.adam(0.01), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
new Derived(3).twice(4);
const data = await loadFashionMnist();
show(data);
setTimeout(() => console.log([1, 2].map((n) => Math.max(n, 1))), 100);
new Float32Array(4).fill(1);
tf.`;

const lazy = new LessonProgram(collectTypeFiles());
const eager = new LessonProgram(collectTypeFiles("inline"), { comments: ts.JSDocParsingMode.ParseAll });
for (const program of [lazy, eager]) program.update([piece("mine", SOURCE)]);

/** Names in comments have no description of their own. */
const CODE = SOURCE.replace(/\/\*[\s\S]*?\*\//g, (comment) => " ".repeat(comment.length));
const words = [...CODE.matchAll(/[A-Za-z]\w*/g)].map(({ index, 0: word }) => ({ index, word }));

test.each(words)("$word at $index is described with its comment", ({ index: offset }) => {
  const hover = (program: LessonProgram): Answer => answer(program, { type: "hover", cell: "mine", offset });
  expect(hover(lazy)).toEqual(hover(eager));
});

test.each([...SOURCE.matchAll(/[(,]/g)].map(({ index }) => index + 1))(
  "the call around %i is described with its comment",
  (offset) => {
    const signature = (program: LessonProgram): Answer =>
      answer(program, { type: "signature", cell: "mine", offset });
    expect(signature(lazy)).toEqual(signature(eager));
  },
);

test("completions after `tf.` are described with their comments", () => {
  const offset = SOURCE.length;
  const found = answer(lazy, { type: "complete", cell: "mine", offset });
  if (found.type !== "completions") throw new Error(found.type);
  // Each takes TypeScript a while.
  const some = found.completions.filter((_, index) => index % 15 === 0);
  const describeAll = (program: LessonProgram): readonly Answer[] =>
    some.map(({ name }) => answer(program, { type: "describe", cell: "mine", offset, name }));
  const described = describeAll(lazy);
  expect(described).toEqual(describeAll(eager));
  const documented = described.filter(
    (one) => one.type === "description" && one.description.documentation !== "",
  );
  expect(documented.length).toBeGreaterThan(15);
});
