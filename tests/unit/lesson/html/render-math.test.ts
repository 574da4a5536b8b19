import { describe, expect, test } from "vitest";
import { renderMath } from "../../../../src/lesson/html/render-math.ts";

// Firefox reports each empty attribute of MathML as an error.
describe("no attribute of the MathML is empty in", () => {
  test.each([
    "\\begin{align} a \\\\ b \\end{align}",
    "\\begin{align*} a \\end{align*}",
    "\\begin{aligned} a \\\\ b \\end{aligned}",
    "\\begin{split} a \\\\ b \\end{split}",
    "\\begin{alignedat}{1} a \\\\ b \\end{alignedat}",
    "\\begin{gather} a \\\\ b \\end{gather}",
    "\\begin{cases} a \\\\ b \\end{cases}",
    "\\begin{smallmatrix} a \\\\ b \\end{smallmatrix}",
    "\\begin{array}{c} a \\\\ b \\end{array}",
    "\\begin{CD} A @>>> B \\end{CD}",
  ])("%s", (tex) => {
    const { html, fault } = renderMath(tex, true);
    expect(fault).toBeNull();
    expect(html).toContain("<math");
    expect(html).not.toMatch(/<m[^>]*=""/);
  });

  test("but the text of a formula stays as it is", () => {
    const { html } = renderMath('\\text{ columnspacing=""}', true);
    expect(html).toContain(" columnspacing=&quot;&quot;");
  });
});
