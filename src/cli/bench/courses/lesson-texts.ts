/** Parts of a section of the large lesson; a hundred sections make its size. */
const SECTIONS = 100;
const CELLS = 5;
const INLINE_FORMULAS = 6;
const DISPLAY_FORMULAS = 4;

/** What the two figures of a section are, one after the other. */
const FIGURES = [
  'name="convolution" input=7 kernel=3',
  'name="convolution-arithmetic" input=5 kernel=3 padding=1',
  'name="pooling" method="max"',
  'name="activations"',
  'name="weight-sharing" filters=1',
  'name="receptive-field"',
  'name="channels"',
  'name="full-layer"',
  'name="architectures" network="lenet-5"',
  'name="eye-and-cortex"',
] as const;
const FIGURES_OF_SECTION = 2;

/** How much of each the large lesson has. */
export const LARGE = {
  cells: SECTIONS * CELLS,
  formulas: SECTIONS * (INLINE_FORMULAS + DISPLAY_FORMULAS),
  figures: SECTIONS * FIGURES_OF_SECTION,
} as const;

/** A lesson far larger than any lecture. No two of its formulas are the same, and each cell uses those above it. */
export function largeLesson(): string {
  const sections = Array.from({ length: SECTIONS }, (_, index) => section(index));
  return `---\ntitle: A large lesson\nnumber-sections: true\n---\n\n${sections.join("\n")}`;
}

function section(index: number): string {
  const figures = numbersOf(index, FIGURES_OF_SECTION).map(
    (n) =>
      `::: {.figure #fig-${n} ${FIGURES[n % FIGURES.length]}}\nWhat step ${n} computes, where $n = ${n}$.\n:::`,
  );
  const parts = [...steps(index, { cells: CELLS, isFirst: index === 0 }), ...figures];
  return `## Step ${index} {#sec-step-${index}}\n\n${parts.join("\n\n")}\n`;
}

/** The numbers that the parts of a section have in its lesson, if each section has this many. */
function numbersOf(index: number, count: number): number[] {
  return Array.from({ length: count }, (_, item) => index * count + item);
}

/** The text, formulas and cells of a section. @param isFirst whether its lesson has no cell above. */
function steps(
  index: number,
  { cells, isFirst }: { readonly cells: number; readonly isFirst: boolean },
): string[] {
  const numbers = (count: number) => numbersOf(index, count);
  const sentences = numbers(INLINE_FORMULAS).map(
    (n) =>
      `The weights $w_{${n}} \\in \\mathbb{R}^{${n + 2}}$ follow from those before them, as in @eq-step-${index}-0.`,
  );
  const displays = numbers(DISPLAY_FORMULAS).map(
    (n, item) =>
      `$$\nL_{${n}}(w) = \\frac{1}{${n + 1}} \\sum_{i=1}^{${n + 1}} \\left(f(x_i; w) - y_i\\right)^2 + \\lambda_{${n}} \\lVert w \\rVert^2\n$$ {#eq-step-${index}-${item}}`,
  );
  return [
    ...sentences.map((sentence) => `${sentence} ${PROSE}`),
    ...displays,
    ...numbers(cells).map((n, item) => cell(n, isFirst && item === 0)),
  ];
}

const PROSE =
  "A gradient tells how the loss changes with every weight, and a small step against it makes the loss smaller; how small is for you to choose, and @sec-step-0 shows what happens otherwise.";

/** A cell of several lines that depends on the one above it; the first one has the imports instead. */
function cell(n: number, isFirst: boolean): string {
  const before = isFirst ? "0" : `mean${n - 1}`;
  const lines = [
    ...(isFirst ? ['import * as tf from "@tensorflow/tfjs";', 'import { plot } from "lectern";', ""] : []),
    `const values${n} = Array.from({ length: ${n + 5} }, (_, index) => index / ${n + 5} + ${before});`,
    `const tensor${n} = tf.tensor1d(values${n});`,
    `const mean${n} = tensor${n}.mean().dataSync()[0] ?? 0;`,
    `plot([{ type: "scatter", y: values${n} }], { title: "Step ${n}" });`,
  ];
  return `\`\`\`ts {#cell-${n}}\n${lines.join("\n")}\n\`\`\``;
}

/** A lesson as there are many in a course: some text, formulas, two cells, a figure and an exercise. */
export function shortLesson(index: number): string {
  return `---
title: Lesson ${index}
lecture: ${index}
---

## Beginning {#sec-beginning}

${steps(index, { cells: 2, isFirst: true }).join("\n\n").replaceAll("@sec-step-0", "@sec-beginning")}

::: {.exercise #try title="Try it"}
How many numbers are there?

\`\`\`ts {#answer .starter}
const count = ______;
\`\`\`

\`\`\`ts {.check}
check(count === 3, "Count them.");
\`\`\`

::: {.solution}
\`\`\`ts
const count = 3;
\`\`\`
:::
:::

::: {.figure name="convolution" input=7 kernel=3}
A convolution.
:::
`;
}
