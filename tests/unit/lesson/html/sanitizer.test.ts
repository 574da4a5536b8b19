import { JSDOM, VirtualConsole } from "jsdom";
import { describe, expect, it } from "vitest";
import type { Sanitize } from "../../../../src/lesson/html/sanitizer.ts";
import { parseLesson } from "../../../../src/lesson/parse-lesson.ts";
import { xssPayloads } from "../../../fixtures/lessons/corpora.ts";
import { htmlOf, readBody, sanitize } from "../../../fixtures/lessons/read.ts";
import { xssLesson } from "../../../fixtures/xss-lesson.ts";

const payloads = xssPayloads();

/** Without the sanitiser, which shows that the tests can fail. */
const identity: Sanitize = (html) => html;

function lessonHtml(payload: string, sanitizer: Sanitize): string {
  return htmlOf(parseLesson("payload.md", xssLesson([payload]), { sanitize: sanitizer }).blocks);
}

const { DOMParser } = new JSDOM("").window;

/** What in a document could run, load a document, send, restyle the page or pose as a part of it. */
function active(html: string): string[] {
  const document = new DOMParser().parseFromString(html, "text/html");
  // Far faster in jsdom than `querySelectorAll`.
  return [...document.getElementsByTagName("*")].flatMap((element) => {
    const name = element.localName;
    const own = FORBIDDEN.has(name) || (name.includes("-") && name !== "annotation-xml") ? [`<${name}>`] : [];
    const attributes = element.getAttributeNames().filter((attribute) => isActive(element, attribute));
    return [
      ...own,
      ...attributes.map((attribute) => `<${name} ${attribute}="${element.getAttribute(attribute)}">`),
    ];
  });
}

const FORBIDDEN = new Set(
  "script style iframe frame object embed applet base meta link form button textarea select noscript template dialog animate set".split(
    " ",
  ),
);

function isActive(element: Element, name: string): boolean {
  const value = element.getAttribute(name) ?? "";
  if (/^on/i.test(name) || name === "srcdoc" || name === "formaction" || name === "action") return true;
  if (name.startsWith("data-") || (name === "is" && value !== "") || name === "slot") return true;
  if (name === "style") return element.closest(".katex") === null || /url|expression|import/i.test(value);
  if (name === "id" || name === "name")
    return !value.startsWith("user-content-") && !/^h[1-6]$/.test(element.localName);
  if (name === "href" || name === "xlink:href") return isScript(value) || /^data:/i.test(trimmed(value));
  return ["src", "poster", "background", "data", "cite"].includes(name) && isScript(value);
}

/** As browsers read an address. */
function trimmed(address: string): string {
  return [...address].filter((character) => character > " ").join("");
}

function isScript(address: string): boolean {
  return /^(?:java|vb|live)script:/i.test(trimmed(address));
}

/** Runs a document's scripts, and counts the calls of `alert`. */
function alerts(html: string): number {
  let count = 0;
  new JSDOM(`<!doctype html><body>${html}</body>`, {
    runScripts: "dangerously",
    virtualConsole: new VirtualConsole(),
    beforeParse(window) {
      window.alert = () => void count++;
      window.print = () => undefined;
    },
  });
  return count;
}

describe.skipIf(payloads === null)("DOMPurify's payloads in prose, link, image, fence and formula", () => {
  const shown = new Map<string, string>();
  for (const [index, payload] of (payloads ?? []).entries()) {
    it(`payload ${index + 1} is inert: ${JSON.stringify(payload.slice(0, 60))}`, () => {
      shown.set(payload, lessonHtml(payload, sanitize));
      expect(active(shown.get(payload) ?? "")).toEqual([]);
    });
  }

  // Documents that run take their time: a third of the payloads has to do for them.
  const third = (payloads ?? []).filter((_, index) => index % 3 === 0);

  it("do nothing when a browser runs the document", () => {
    expect(alerts(third.map((payload) => shown.get(payload) ?? "").join("\n"))).toBe(0);
    expect(shown.size).toBeGreaterThan(200);
  });

  it("are active without the sanitiser", () => {
    const htmls = third.map((payload) => lessonHtml(payload, identity));
    expect(htmls.filter((html) => active(html).length > 0).length).toBeGreaterThan(third.length / 2);
    expect(htmls.some((html) => alerts(html) > 0)).toBe(true);
  });
});

describe("a lesson's own HTML", () => {
  const show = (body: string): string => htmlOf(readBody(body).blocks);

  it("cannot imitate the page's contract", () => {
    const html = show(
      '<div id="cell-train" data-cell="train" data-status="done" data-runtime="ready">x</div>',
    );
    expect(html).toContain('<div id="user-content-cell-train">x</div>');
    expect(html).not.toContain("data-");
  });

  it("cannot forge placeholders of formulas and ids", () => {
    const html = show(
      '$x$\n\n<span data-lectern-slot="7"></span><b data-lectern-id="9">b</b> data-lectern-id="0"\n\n## Heading',
    );
    expect(html).not.toContain("data-lectern-slot");
    expect(html).not.toMatch(/<b [^>]*id=/);
    expect(html).toContain('<h2 id="heading">');
    expect(html).toContain('data-lectern-id="0"');
  });

  it("cannot break out of an attribute with a formula", () => {
    const html = show('![$x" onerror="alert(1)$](a.png "$y$")');
    expect(active(html)).toEqual([]);
    expect(new DOMParser().parseFromString(html, "text/html").querySelectorAll("img").length).toBe(1);
  });

  it("can link to ids in its HTML", () => {
    expect(show('<a id="here"></a>\n\n[there](#here)')).toContain('href="#user-content-here"');
  });

  it("sends no referrer to the sites that it links to", () => {
    expect(show("[a](https://example.org) <a href='//example.org' rel='opener'>b</a>")).toBe(
      '<p><a href="https://example.org" rel="noopener noreferrer">a</a> <a href="//example.org" rel="noopener noreferrer">b</a></p>\n',
    );
  });
});
