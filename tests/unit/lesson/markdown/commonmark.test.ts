import { JSDOM } from "jsdom";
import { Marked } from "marked";
import { describe, expect, it } from "vitest";
import { commonMarkExamples } from "../../../fixtures/lessons/corpora.ts";
import { htmlOf, read, sanitize } from "../../../fixtures/lessons/read.ts";

/** Where the lesson syntax differs from CommonMark by design. */
const DIFFERS = new Map<number, string>([
  [96, "`---` in the first line, closed by another, is front matter"],
  [98, "`---` in the first line, closed by another, is front matter"],
  [484, "a link to a Markdown file is one to another lesson, and leads to its page"],
]);

const { DOMParser } = new JSDOM("").window;
const examples = commonMarkExamples();

describe.skipIf(examples === null)("the examples of the CommonMark specification", () => {
  for (const { example, section, markdown } of examples ?? []) {
    const reason = DIFFERS.get(example);
    if (reason) {
      it(`${example} (${section}) differs: ${reason}`, () => {
        expect(lessonDom(markdown)).not.toBe(markedDom(markdown));
      });
    } else {
      it(`${example} (${section}) is as in marked`, () => {
        expect(lessonDom(markdown)).toBe(markedDom(markdown));
      });
    }
  }
});

function markedDom(markdown: string): string {
  return dom(sanitize(new Marked().parse(markdown, { async: false })));
}

function lessonDom(markdown: string): string {
  return dom(htmlOf(read(markdown).blocks));
}

/** What a lesson adds everywhere is taken away: ids of headings, relations of links, colours of code. */
function dom(html: string): string {
  const document = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html");
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) heading.removeAttribute("id");
  for (const link of document.querySelectorAll("a[rel]")) link.removeAttribute("rel");
  for (const colour of document.querySelectorAll("code span")) colour.replaceWith(...colour.childNodes);
  document.body.normalize();
  for (const node of [...document.body.childNodes]) {
    if (node.nodeType === node.TEXT_NODE && node.textContent?.trim() === "") node.remove();
  }
  return document.body.innerHTML;
}
