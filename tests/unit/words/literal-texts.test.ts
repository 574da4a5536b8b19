import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { literalTexts, readsWhileLoading } from "./literals.ts";

/** What is in English on purpose: errors of cells, what authors and the console read, code and names. */
const ENGLISH: Readonly<Record<string, RegExp>> = {
  "src/figures/architectures/layer-table.tsx": /^MACs$/,
  "src/figures/built-in.ts": /defineFigure/,
  // What the author of a course reads.
  "src/figures/course/define-own-figure.ts": /^It has `/,
  // What a figure does wrong with its own numbers.
  "src/figures/maths/cross-correlate.ts": /^The kernel expects/,
  "src/figures/maths/dense.ts": /^The layer has/,
  "src/figures/maths/filters.ts": /filter/,
  "src/figures/maths/kernel.ts": /^A kernel of/,
  "src/figures/maths/relative-change.ts": /^Only volumes/,
  "src/figures/maths/resample.ts": /^The image has no pixels/,
  "src/figures/maths/volume.ts": /^A volume of/,
  "src/figures/parts/figure-host.tsx": /^useFigure/,
  "src/page/article/page-shell.tsx": /^python3/,
  "src/page/cells/code/use-cell-editor.ts": /^The cell is gone/,
  "src/page/datasets/declared-only.ts": /front matter/,
  // A script of its own, which runs before the dictionary is there.
  "src/page/delivery/loader-script.ts": /./,
  "src/page/delivery/started-worker.ts": /./,
  "src/page/files/declared-files.ts": /./,
  "src/page/outputs/inspect-view.tsx": /^Tensor/,
  "src/page/outputs/plots/plot-theme.ts": /^Inter/,
  "src/page/presenting/presentation.tsx": /<main>/,
  "src/page/shell/early-script.ts": /^for/,
  "src/page/start.ts": /^Ignored in the address/,
};

describe("the code of the page", () => {
  const files = ["src/page", "src/figures"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`),
  );

  it("has no text for readers of its own", () => {
    expect(files.length).toBeGreaterThan(200);
    const stray = files.flatMap((file) =>
      literalTexts(readFileSync(file, "utf8"))
        .filter((text) => ENGLISH[file]?.test(text) !== true)
        .map((text) => `${file}: ${text}`),
    );
    expect(stray).toEqual([]);
  });

  it("reads the dictionary only when something is drawn or said", () => {
    const early = files.flatMap((file) =>
      readsWhileLoading(readFileSync(file, "utf8")).map((read) => `${file}: ${read}`),
    );
    expect(early).toEqual([]);
    expect(readsWhileLoading("const label = words.a.b;\nconst later = () => words.c.d;")).toEqual([
      "words.a",
    ]);
  });

  it("and one that had would be found", () => {
    const code = `
      import "./Not a text";
      const why = "The file is damaged.";
      const part = (n: number) => <p class="a b" title="Close">Page {n}<b aria-label={\`Go to page \${n}\`} /></p>;
      const key = "Control+Enter Meta+Enter", font = "italic 16px KaTeX_Math";
    `;
    expect(literalTexts(code)).toEqual(["The file is damaged.", "Close", "Page", "Go to page …"]);
  });
});
