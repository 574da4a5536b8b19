import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { htmlOf, readBody } from "../../../fixtures/lessons/read.ts";

const { DOMParser } = new JSDOM("").window;

function documentOf(body: string): Document {
  return new DOMParser().parseFromString(htmlOf(readBody(body).blocks), "text/html");
}

/** The TeX of the formulas in a text, as their MathML keeps it. */
function formulas(body: string): string[] {
  return [...documentOf(body).querySelectorAll("annotation")].map((node) => node.textContent ?? "");
}

/** What a text shows, formulas as ⟨TeX⟩. */
function shown(body: string): string {
  return shownIn(documentOf(body).body);
}

function shownIn(element: Element): string {
  for (const formula of element.querySelectorAll(".katex")) {
    formula.replaceWith(`⟨${formula.querySelector("annotation")?.textContent}⟩`);
  }
  return (element.textContent ?? "").trim();
}

describe("inline formulas", () => {
  it.each([
    ["$x$", "⟨x⟩"],
    ["a $x$, b", "a ⟨x⟩, b"],
    ["$5 and $6", "$5 and $6"],
    ["costs $5", "costs $5"],
    ["$20,000 and $30,000", "$20,000 and $30,000"],
    ["USD$20 and $x$", "USD$20 and ⟨x⟩"],
    ["$ x$", "$ x$"],
    ["$x $", "$x $"],
    ["$x$2", "$x$2"],
    ["\\$x$", "$x$"],
    ["\\$x and $y$", "$x and ⟨y⟩"],
    ["\\\\$x$", "\\⟨x⟩"],
    ["$a\\$b$", "⟨a\\$b⟩"],
    ["$\\text{if $x$}$", "⟨\\text{if $x$}⟩"],
    ["`$x$`", "$x$"],
    ["*a $b * c$ d*", "a ⟨b * c⟩ d"],
    ["$a_1$ and $b_2$", "⟨a_1⟩ and ⟨b_2⟩"],
    ["**$x_1$**", "⟨x_1⟩"],
    ["[$x$](#a)", "⟨x⟩"],
    ["a $x\ny$ b", "a ⟨x\ny⟩ b"],
    ["$x\n\ny$", "$x\ny$"],
    ["$$x$$", "⟨x⟩"],
    ["a $$x$$ b", "a ⟨x⟩ b"],
    ["$x$$y$", "⟨x⟩⟨y⟩"],
    ["$`x`$", "⟨x⟩"],
    ["\\begin{align*} x \\end{align*}, where", "⟨\\begin{align*} x \\end{align*}⟩, where"],
  ])("%s", (body, expected) => {
    expect(shown(body)).toBe(expected);
  });

  it("keep their TeX in any prose", () => {
    const tex = fc
      .array(
        fc.constantFrom(
          "x",
          "y_1",
          "z^2",
          "\\frac{a}{b}",
          "+",
          "\\alpha ",
          "\\{",
          "\\}",
          "<",
          "*",
          "[",
          "]",
          "(",
          ")",
          "~",
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((parts) => parts.join("").trim())
      .filter((text) => !/^[\s\d]|\\$/.test(text));
    const prose = fc.constantFrom("a ", "*b* ", "`c` ", "(", "[d](#e) ", "f: ");
    fc.assert(
      fc.property(fc.array(fc.tuple(prose, tex), { minLength: 1, maxLength: 4 }), (parts) => {
        const lesson = readBody(parts.map(([before, formula]) => `${before}$${formula}$ `).join(""));
        // What KaTeX rejects is shown as it was written, too.
        const document = new DOMParser().parseFromString(htmlOf(lesson.blocks), "text/html");
        const found = [...document.querySelectorAll("annotation, .math-problem")].map(
          (node) => node.textContent,
        );
        expect(found).toEqual(parts.map(([, formula]) => formula));
      }),
      { numRuns: 200 },
    );
  });
});

describe("what touches an inline formula", () => {
  const tied = (body: string) => [...documentOf(body).querySelectorAll(".math-tied")].map(shownIn);

  it.each([
    ["Of $x$, and of $y$.", ["⟨x⟩,", "⟨y⟩."]],
    ["A block ($x$), an $n$-dimensional one, “$z$”", ["(⟨x⟩),", "⟨n⟩-", "“⟨z⟩”"]],
    [`Of many ${"(".repeat(20)}$x$${")".repeat(20)}`, [`${"(".repeat(9)}⟨x⟩${")".repeat(9)}`]],
    ["Between $x$ and $y$ there is nothing.", []],
    ["$$x$$, and a display formula.", []],
    ["<b>$x$</b>, in HTML", []],
  ])("stays on its line: %s", (body, expected) => {
    expect(tied(body)).toEqual(expected);
  });
});

it("a line may end between the parts of a formula that something touches, but not after the last", () => {
  const [parts] = documentOf("So $a + b = c$, and").querySelectorAll(".math-tied .katex-html > .math-parts");
  expect(parts?.querySelectorAll(".katex-base")).toHaveLength(2);
  expect(parts?.nextElementSibling?.matches(".katex-base:last-child")).toBe(true);
  expect(documentOf("So $a$, and").querySelector(".math-parts")).toBeNull();
});

describe("formulas on separate lines", () => {
  it("end a paragraph", () => {
    const document = documentOf(
      "Given by\n\\begin{align*}\nx &= y \\\\\nz &= 1\n\\end{align*}\nwhere $x$ is.\n",
    );
    expect(
      [...document.body.children].map(({ localName, className }) => `${localName}.${className}`),
    ).toEqual(["p.", "div.math-display", "p."]);
  });

  it.each([
    ["$$\nx\n$$", ["\nx\n"]],
    ["$$x\n+y$$", ["x\n+y"]],
    ["\\begin{equation}\nx\n\\end{equation}", ["\\begin{equation*}\nx\n\\tag{1}\\end{equation*}"]],
    [
      "\\begin{pmatrix}\\begin{pmatrix}1\\end{pmatrix}\\end{pmatrix}",
      ["\\begin{pmatrix}\\begin{pmatrix}1\\end{pmatrix}\\end{pmatrix}"],
    ],
    ["- a\n\n  $$\n  x\n  $$\n", ["\nx\n"]],
    ["> $$\n> x\n> $$\n", ["\nx\n"]],
    ["::: {.note}\n$$\nx\n$$\n:::\n", ["\nx\n"]],
    ["```\n$$\nx\n$$\n```", []],
    ["    $$\n    x\n    $$", []],
  ])("%s", (body, expected) => {
    expect(formulas(body)).toEqual(expected);
  });

  it("contain MathML for screen readers", () => {
    const [math] = documentOf("$$x$$").querySelectorAll(".math-display math");
    expect(math?.getAttribute("display")).toBe("block");
  });

  it("are a span inside a paragraph, where a div would break it", () => {
    const document = documentOf("a $$x$$ b");
    expect(document.querySelector("p > span.math-display math")).not.toBeNull();
    expect(document.querySelectorAll("p")).toHaveLength(1);
  });
});

describe("formulas in tables", () => {
  /** The cells of a table, formulas as ⟨TeX⟩. */
  function cells(body: string): string[][] {
    const document = documentOf(body);
    for (const formula of document.querySelectorAll(".katex")) {
      formula.replaceWith(`⟨${formula.querySelector("annotation")?.textContent}⟩`);
    }
    return [...document.querySelectorAll("tr")].map((row) =>
      [...row.cells].map((each) => each.textContent?.trim() ?? ""),
    );
  }

  it.each([
    [
      "| a | b |\n| - | - |\n| $|x|$ | y |\n",
      [
        ["a", "b"],
        ["⟨|x|⟩", "y"],
      ],
    ],
    [
      "| $|x|$ | b |\n| - | - |\n| 1 | 2 |\n",
      [
        ["⟨|x|⟩", "b"],
        ["1", "2"],
      ],
    ],
    [
      "| a | b |\n| - | - |\n| $\\|x\\|$ | y |\n",
      [
        ["a", "b"],
        ["⟨\\|x\\|⟩", "y"],
      ],
    ],
    [
      "$P(a|b)$ | b\n--- | ---\n$|x|$ | y",
      [
        ["⟨P(a|b)⟩", "b"],
        ["⟨|x|⟩", "y"],
      ],
    ],
    [
      "| a | b |\n| - | - |\n| $5 | $6 |\n",
      [
        ["a", "b"],
        ["$5", "$6"],
      ],
    ],
    [
      "| a | b |\n| - | - |\n| `$x` | `$y` |\n",
      [
        ["a", "b"],
        ["$x", "$y"],
      ],
    ],
    [
      "> | a | b |\n> | - | - |\n> | $|x|$ | y |\n",
      [
        ["a", "b"],
        ["⟨|x|⟩", "y"],
      ],
    ],
    [
      "<table>\n<tr><td>$p_1$</td><td><code>$x$</code> $a &lt; b$</td></tr>\n</table>\n",
      [["⟨p_1⟩", "$x$ ⟨a < b⟩"]],
    ],
  ])("%s", (body, expected) => {
    expect(cells(body)).toEqual(expected);
  });

  it("leave what follows the table alone", () => {
    expect(shown("| a |\n| - |\n| $|x|$ |\n\nText | $|y|$.")).toMatch(/Text \| ⟨\|y\|⟩\.$/);
  });
});

describe("a formula that KaTeX rejects", () => {
  it("is shown as it was written", () => {
    const document = documentOf("a $\\foo<b>$ c");
    expect(document.querySelector("code.math-problem")?.textContent).toBe("\\foo<b>");
  });
});
