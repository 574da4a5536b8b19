import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { prerenderLesson } from "../../../../src/page/prerender.tsx";
import { exampleLesson } from "../article/example-lesson.ts";

/** The prerendered lesson as a browser opens it from the address, with the script of its head and no other. */
async function open(url: string): Promise<Document> {
  const { body, earlyScript } = prerenderLesson(exampleLesson());
  const html = `<!doctype html><html><head><script>${earlyScript}</script></head><body>${body}</body></html>`;
  const { window } = new JSDOM(html, { url, runScripts: "dangerously" });
  await new Promise((resolve) => window.addEventListener("load", resolve));
  return window.document;
}

const notice = (page: Document) => page.querySelector<HTMLElement>("[data-file-notice]");
const home = (page: Document) => page.querySelector<HTMLAnchorElement>(".brand")?.href;

describe("a page opened as a file", () => {
  it("says what to do, hides what needs a script, and links to files", async () => {
    const page = await open("file:///site/lessons/example/index.html");
    expect(notice(page)?.hidden).toBe(false);
    expect(notice(page)?.textContent).toContain("start a web server");
    expect(page.documentElement.hasAttribute("data-file")).toBe(true);
    expect(home(page)).toBe("file:///site/index.html");
  });

  it("from a server says nothing of it", async () => {
    const page = await open("https://lectern.test/site/lessons/example/");
    expect(notice(page)?.hidden).toBe(true);
    expect(page.documentElement.hasAttribute("data-file")).toBe(false);
    expect(home(page)).toBe("https://lectern.test/site/");
  });
});
