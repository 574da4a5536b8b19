import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { parseBibtex } from "../../../../src/lesson/bibliography/parse-bibtex.ts";
import { parseLesson } from "../../../../src/lesson/parse-lesson.ts";
import { BIBTEX, CITING } from "../../../fixtures/lessons/numbered.ts";
import { complaints, htmlOf, sanitize } from "../../../fixtures/lessons/read.ts";

const { DOMParser } = new JSDOM("").window;
const { bibliography, problems } = parseBibtex("references.bib", BIBTEX);

function cite(text: string, front = "") {
  const lesson = parseLesson("lesson.md", `---\ntitle: x\n${front}---\n${text}`, { sanitize, bibliography });
  const document = new DOMParser().parseFromString(htmlOf(lesson.blocks), "text/html");
  return { lesson, document };
}

describe("an entry of the list of references", () => {
  const entries = (bibtex: string) => {
    const given = parseBibtex("references.bib", bibtex).bibliography;
    const { blocks } = parseLesson("lesson.md", "---\ntitle: x\n---\n@x", { sanitize, bibliography: given });
    const [entry] = new DOMParser()
      .parseFromString(htmlOf(blocks), "text/html")
      .querySelectorAll(".references li");
    return {
      text: entry?.textContent ?? "",
      link: entry?.querySelector("a[href^=http]")?.getAttribute("href"),
    };
  };

  it.each([
    ["url = {https://example.com/~me/a--b/l'x_y%20z}", "https://example.com/~me/a--b/l'x_y%20z"],
    ["url = {\\url{https://example.com/a\\_b\\%20\\#c}}", "https://example.com/a_b%20#c"],
    ["url = {https://example.com/\\~{}me}", "https://example.com/~me"],
    ["doi = {10.1000/a--b\\_c'd}", "https://doi.org/10.1000/a--b_c'd"],
    ["doi = {10.1002/(SICI)1<1::AID-A>3}", "https://doi.org/10.1002/(SICI)1%3C1::AID-A%3E3"],
  ])("has the address of %s", (field, expected) => {
    expect(entries(`@misc{x, author = {A}, title = {T}, ${field}}`).link).toBe(expected);
  });

  it.each([
    ["title = {A Title}, year = 2019", "“A Title.” 2019."],
    ["year = 2019", "2019."],
    ["title = {A Title}, author = {Doe, Jane}, year = 2019", "Doe, Jane. 2019. “A Title.”"],
  ])("with %s begins like Pandoc's", (fields, expected) => {
    expect(entries(`@misc{x, ${fields}}`).text).toContain(expected);
  });
});

describe("citations by numbers", () => {
  const numeric = (text: string) => {
    const options = { sanitize, bibliography, citations: "numeric" } as const;
    const { blocks } = parseLesson("lesson.md", `---\ntitle: x\n---\n${text}`, options);
    return new DOMParser().parseFromString(htmlOf(blocks), "text/html");
  };

  it.each([
    ["@lecun1998 showed", "LeCun et al. [1] showed"],
    ["@lecun1998 [p. 3]", "LeCun et al. [1, p. 3]"],
    ["[@lecun1998]", "[1]"],
    ["[-@lecun1998]", "[1]"],
    ["[@weiss; @lecun1998]", "[1, 2]"],
    ["[see @lecun1998, p. 3; @weiss]", "[see 1, p. 3; 2]"],
  ])("%s", (text, expected) => {
    expect(numeric(text).querySelector("p")?.textContent).toBe(expected);
  });

  it("are those of the list, which is in the order of the text and leads back to it", () => {
    const document = numeric("[@weiss], @lecun1998 and [@weiss].\n");
    const entries = [...document.querySelectorAll(".references li")];
    expect(entries.map(({ id, textContent }) => [id, textContent?.slice(0, 7)])).toEqual([
      ["ref-weiss", expect.stringMatching(/^\[1\] Wei/)],
      ["ref-lecun1998", "[2] LeC"],
    ]);
    expect(entries[0]?.querySelectorAll(".footnote-back")).toHaveLength(2);
  });
});

describe("citations", () => {
  it.each([
    ["@lecun1998 showed", "LeCun et al. (1998) showed"],
    ["[@lecun1998]", "(LeCun et al. 1998)"],
    ["[see @lecun1998, p. 3]", "(see LeCun et al. 1998, p. 3)"],
    ["[-@lecun1998]", "(1998)"],
    ["[@goodfellow:2016; @lecun1998, p. 3]", "(Goodfellow and Bengio 2016; LeCun et al. 1998, p. 3)"],
    ["@lecun1998 [p. 3]", "LeCun et al. (1998, p. 3)"],
    ["@lecun1998 [p. 3](#x)", "LeCun et al. (1998) p. 3"],
    ["@krizhevsky2012.", "Krizhevsky et al. (2012)."],
    ["@weiss", "Weiß (n.d.)"],
    ["@who", "World Health Organization (2020)"],
    ["@kingma2014a, @kingma2014b", "Kingma and Ba (2014a), Kingma and Ba (2014b)"],
    ["\\@lecun1998", "@lecun1998"],
  ])("%s", (text, expected) => {
    expect(cite(text).document.querySelector("p")?.textContent).toBe(expected);
  });

  it("have no problems", () => {
    expect(problems).toEqual([]);
    expect(complaints(cite(CITING).lesson)).toEqual([]);
  });

  it("lead to their entries, which lead back to each of them", () => {
    const { document, lesson } = cite(CITING);
    const links = [...document.querySelectorAll("p a.reference, .references a.footnote-back")];
    expect(links).toHaveLength(16);
    for (const link of links) {
      expect(
        document.getElementById(link.getAttribute("href")?.slice(1) ?? ""),
        link.outerHTML,
      ).not.toBeNull();
    }
    const back = document.querySelector("#ref-lecun1998 .footnote-back:last-child");
    expect(back?.getAttribute("aria-label")).toBe("Back to the text that cites LeCun et al. 1998, place 2");
    expect(lesson.headings).toMatchObject([{ id: "references", text: "References" }]);
  });

  it("are listed by author and year, formatted by their type", () => {
    const entries = [...cite(CITING).document.querySelectorAll(".references li")];
    const texts = entries.map((entry) => entry.textContent?.replace(/[ ↩\d]*$/, ""));
    expect(texts).toEqual([
      "Goodfellow, Ian, and Yoshua Bengio. 2016. Deep Learning. 2nd ed. MIT Press. https://www.deeplearningbook.org.",
      expect.stringMatching(
        /^Kingma, Diederik P., and Jimmy Ba. 2014a. “Adam, with .*” https:\/\/arxiv.org\/abs\/1412.6980.$/,
      ),
      "Kingma, Diederik P., and Jimmy Ba. 2014b. “Later.”",
      "Krizhevsky, Alex, Ilya Sutskever, et al. 2012. “ImageNet Classification with Deep Convolutional Networks.” In Advances in Neural Information Processing Systems 25, 1097–1105.",
      "LeCun, Yann, Léon Bottou, Yoshua Bengio, and Patrick Haffner. 1998. “Gradient-Based Learning Applied to Document Recognition.” Proceedings of the IEEE 86 (11): 2278–2324. https://doi.org/10.1109/5.726791.",
      "Weiß, Jürgen. n.d. “Über Netze.” PhD thesis, Universität Köln.",
      "World Health Organization. 2020. A & B.",
    ]);
    expect(entries[1]?.querySelector("math")).not.toBeNull();
    expect(entries[3]?.querySelector("em")?.textContent).toBe("Convolutional");
  });

  it("are listed where the author wants the list", () => {
    const { lesson } = cite("@who\n\n## Sources\n\n::: {#refs}\n:::\n\n## More\n");
    expect(lesson.headings.map(({ text }) => text)).toEqual(["Sources", "More"]);
    expect(htmlOf(lesson.blocks).match(/class="references"/g)).toHaveLength(1);
  });

  it("are written in the language of the lesson", () => {
    const { document } = cite("@goodfellow:2016 und [@lecun1998]", "lang: de\n");
    expect(document.querySelector("p")?.textContent).toBe(
      "Goodfellow und Bengio (2016) und (LeCun u. a. 1998)",
    );
    expect(document.querySelector("h2")?.textContent).toBe("Literatur");
    expect(document.querySelector("#ref-lecun1998")?.textContent).toContain(
      "und Patrick Haffner. 1998. „Gradient-Based Learning Applied to Document Recognition“. Proceedings",
    );
  });

  it("of nothing in the bibliography are reported", () => {
    const { lesson } = cite("As @lecun1989 and [@nobody; @lecun1998].");
    expect(lesson.problems.map(({ column, message, remedy }) => `${column} ${message} ${remedy}`)).toEqual([
      "4 There is no entry `lecun1989` in `references.bib`. Did you mean `lecun1998`?",
      "20 There is no entry `nobody` in `references.bib`. Add it, or write `\\@` for a plain `@`.",
    ]);
  });

  it("cannot smuggle markup in", () => {
    const source =
      '@misc{x, author = {<img src=x onerror=alert(1)>}, title = {<script>alert(1)</script> [a](javascript:alert(1))}, url = {javascript:alert(1)}, year = {"><b>}}';
    const evil = parseBibtex("references.bib", source).bibliography;
    const lesson = parseLesson("lesson.md", "---\ntitle: x\n---\n@x", { sanitize, bibliography: evil });
    const document = new DOMParser().parseFromString(htmlOf(lesson.blocks), "text/html");
    expect(document.querySelector("script, img, b, [onerror], [href^=javascript]")).toBeNull();
    expect(document.body.textContent).toContain("<script>alert(1)</script>");
  });
});

describe("a bibliography", () => {
  const entry = "author = {A}, title = {T}, year = 2000";
  it.each([
    ["a complete entry", `@misc{a, ${entry}}`, []],
    ["text between entries", `Text, with a@b.org.\n\n@misc{a, ${entry}}`, []],
    [
      "a comma that is missing",
      "@misc{a,\n  author = {A}\n  title = {T}\n}",
      ["3:3 The entry `a` cannot be read: `t` is not allowed here."],
    ],
    [
      "a brace that is not closed",
      `@misc{a, author = {A}, title = {T\n\n@misc{b, ${entry}}\n`,
      ["1:1 The entry `a` cannot be read: a brace or quote is not closed."],
    ],
    [
      "an entry without a key",
      `@misc{,${entry}}`,
      ["1:1 An entry without a key, by which lessons could cite it."],
    ],
    [
      "a key that is used twice",
      `@misc{a, ${entry}}\n@misc{a, ${entry}}`,
      ["2:7 The key `a` is used twice: the first entry counts."],
    ],
    ["an unknown type", `@artcle{a, ${entry}}`, ["1:1 Unknown type `@artcle`."]],
    ["an unknown field", `@misc{a, ${entry},\n  auther = {B}}`, ["2:3 Unknown field `auther`."]],
    [
      "a field that is given twice",
      `@misc{a, ${entry},\n  title = {U}}`,
      ["2:3 The field `title` is given twice."],
    ],
    ["no title", "@misc{a, author = {A}, year = 2000}", ["1:1 The entry `a` has no title."]],
    ["no author", "@misc{a, title = {T}, year = 2000}", ["1:1 The entry `a` has no author."]],
    ["a name that is not defined", `@misc{a, ${entry}, journal = nips}`, ["1:60 `nips` is not defined."]],
    [
      "a very long entry",
      `@misc{a, title = {${"x".repeat(30_000)}}}`,
      ["1:1 An entry of more than 20000 characters."],
    ],
    [
      "a very long file",
      `@misc{a, ${entry}}\n${" ".repeat(2_000_000)}`,
      ["1:1 The file has more than 2000000 characters."],
    ],
    [
      "braces that are nested deeply",
      `@misc{a, title = {${"{".repeat(9000)}${"}".repeat(9000)}}}`,
      [expect.stringMatching(/^1:1 /)],
    ],
  ])("with %s", (_, source, expected) => {
    const found = parseBibtex("references.bib", source).problems;
    expect(found.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
  });

  it("is used as far as it can be read", () => {
    const { entries } = parseBibtex("references.bib", `@misc{a, title}\n@misc{b, ${entry}}`).bibliography;
    expect([...entries.keys()]).toEqual(["b"]);
  });

  it("that is not UTF-8 is reported", () => {
    expect(
      parseBibtex("references.bib", `@misc{a, ${entry}, note = {\uFFFD}}`, false).problems,
    ).toMatchObject([
      { line: 1, column: 58, message: "The file is not UTF-8: this character cannot be read." },
    ]);
  });
});
