import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import type { PageForm } from "../../../../src/page/article/page-form.ts";
import { prerenderLesson } from "../../../../src/page/prerender.tsx";
import { markStarted } from "../../../../src/page/shell/watch-start.ts";
import { exampleLesson } from "../article/example-lesson.ts";

/** The prerendered lesson as a browser opens it from the address, with the script of its head and no other. */
async function open(url: string, form: PageForm = "site", end = ""): Promise<Document> {
  const { body, earlyScript } = prerenderLesson(exampleLesson(), form);
  const html = `<!doctype html><html><head><script>${earlyScript}</script></head><body>${body}${end}</body></html>`;
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

describe("a page whose script cannot be loaded", () => {
  const ADDRESS = "https://lectern.test/site/lessons/example/";
  const isSaid = (page: Document) => page.querySelector<HTMLElement>("[data-start-notice]")?.hidden === false;
  const fail = (page: Document, element: Element) => {
    page.head.append(element);
    const view = page.defaultView;
    element.dispatchEvent(new (view?.Event ?? Event)("error"));
  };
  const module = (page: Document) => Object.assign(page.createElement("script"), { type: "text/plain" });

  it("says so, and offers to reload", async () => {
    const page = await open(ADDRESS);
    expect(isSaid(page)).toBe(false);
    fail(page, module(page));
    expect(isSaid(page)).toBe(true);
    expect(page.querySelector("[data-start-notice]")?.textContent).toMatch(/reload the page\.Reload$/);
  });

  it("says so too if the browser is too old to understand it", async () => {
    const page = await open(ADDRESS);
    const view = page.defaultView;
    view?.dispatchEvent(new (view?.ErrorEvent ?? ErrorEvent)("error", { message: "SyntaxError" }));
    expect(isSaid(page)).toBe(true);
  });

  it("says nothing of it once it runs, when it reports failures itself", async () => {
    const page = await open(ADDRESS);
    fail(page, module(page));
    markStarted(page);
    expect(isSaid(page)).toBe(false);
    fail(page, module(page));
    expect(isSaid(page)).toBe(false);
  });

  it("loads a style sheet once more, and says so if that fails", async () => {
    const page = await open(ADDRESS);
    const sheets = () => [...page.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
    fail(page, Object.assign(page.createElement("link"), { rel: "stylesheet", href: "/page.css" }));
    expect(sheets().map(({ href }) => href)).toEqual(["https://lectern.test/page.css"]);
    expect(isSaid(page)).toBe(false);
    for (const sheet of sheets()) fail(page, sheet);
    expect(isSaid(page)).toBe(true);
    expect(sheets()).toHaveLength(1);
  });

  it("says nothing of it if it was opened as a file, where a reload would not help", async () => {
    const page = await open("file:///site/lessons/example/index.html");
    fail(page, module(page));
    expect(notice(page)?.hidden).toBe(false);
    expect(isSaid(page)).toBe(false);
  });

  it("is not troubled by pictures", async () => {
    const page = await open(ADDRESS);
    fail(page, page.createElement("img"));
    expect(isSaid(page)).toBe(false);
  });
});

describe("options in the address", () => {
  const openWith = (search: string) => open(`https://lectern.test/lessons/example/${search}`);
  const isShown = (page: Document, selector: string) =>
    page.querySelector(selector)?.closest("[hidden]") === null;

  it("become attributes for the style sheets", async () => {
    const { dataset } = (await openWith("?theme=dark&text=large&code=folded&hide=solutions,hints"))
      .documentElement;
    expect(dataset).toMatchObject({ theme: "dark", text: "large", code: "folded", hide: "solutions hints" });
  });

  it("fold every cell", async () => {
    const folds = [...(await openWith("?code=folded")).querySelectorAll(".cell-fold")];
    expect(folds.length).toBeGreaterThan(1);
    expect(folds.some((fold) => fold.hasAttribute("open"))).toBe(false);
  });

  it("show a section to its end, in the text and in the contents", async () => {
    const page = await openWith("?only=two&text=large");
    expect(isShown(page, "#two")).toBe(true);
    expect(isShown(page, "#deep")).toBe(true);
    expect(isShown(page, "#one + p")).toBe(false);
    expect(isShown(page, "#cell-first")).toBe(true);
    expect(isShown(page, "[data-contents] a[href='#two']")).toBe(true);
    expect(isShown(page, "[data-part-notice]")).toBe(true);
    expect(page.querySelector<HTMLAnchorElement>("[data-part-notice] a")?.search).toBe("?text=large");
    expect(page.documentElement.dataset["only"]).toBe("shown");
  });

  it("show an exercise alone", async () => {
    const page = await openWith("?only=sum");
    expect(isShown(page, "#sum .cell")).toBe(true);
    for (const other of ["#one + p", "#cell-first", "#fig"]) expect(isShown(page, other)).toBe(false);
    // What leads to it, so that no level of headings is missing.
    for (const heading of ["#one", "#two", "#deep"]) expect(isShown(page, heading)).toBe(true);
    expect(isShown(page, "[data-exercise-dot=sum]")).toBe(true);
  });

  it("show everything if they name nothing of the lesson", async () => {
    const page = await openWith("?only=nowhere,main");
    expect(page.querySelectorAll("[data-article] [hidden]:not([data-solved-mark])")).toHaveLength(0);
    expect(isShown(page, "[data-part-notice]")).toBe(false);
  });

  it("run nothing, whatever they contain", async () => {
    const attack = encodeURIComponent(
      `"><img src=x onerror="document.title='attacked'">');document.title='attacked'//`,
    );
    const page = await openWith(`?only=${attack}&theme=${attack}&hide=${attack}&${attack}=1`);
    expect(page.title).not.toBe("attacked");
    expect(page.querySelector("img[src=x]")).toBeNull();
  });
});

describe("a page of an exported folder, opened as a file", () => {
  it("links to files, and says nothing of servers", async () => {
    const page = await open("file:///course/lessons/example/index.html", "folder");
    expect(home(page)).toBe("file:///course/index.html");
    expect(notice(page)?.hidden).toBe(true);
    expect(page.documentElement.hasAttribute("data-file")).toBe(false);
  });
});

describe("a single file", () => {
  const END = '<script type="text/plain" data-pack="end"></script>';

  it("has no home, and says nothing if it is complete", async () => {
    const page = await open("file:///downloads/example.html", "file", END);
    expect(notice(page)?.hidden).toBe(true);
    expect(page.querySelector(".brand")?.textContent).toBe("Lectern");
    expect(home(page)).toBeUndefined();
  });

  it("that was cut off says so, and what to do", async () => {
    const page = await open("file:///downloads/example.html", "file");
    expect(notice(page)?.hidden).toBe(false);
    expect(notice(page)?.textContent).toContain("Get a new copy");
  });
});

describe("a page that is printed before its scripts are there", () => {
  it("is held for them, and not afterwards", async () => {
    const page = await open("https://lectern.test/site/lessons/example/");
    const view = page.defaultView;
    const dispatch = (name: string) => view?.dispatchEvent(new view.Event(name));
    dispatch("beforeprint");
    expect(page.documentElement.hasAttribute("data-print-asked")).toBe(true);
    expect(page.querySelectorAll("[data-print-hold]")).toHaveLength(1);
    dispatch("afterprint");
    expect(page.documentElement.hasAttribute("data-print-asked")).toBe(false);
    page.querySelector("[data-print-hold]")?.dispatchEvent(new (view?.Event ?? Event)("load"));
    expect(page.querySelectorAll("[data-print-hold]")).toHaveLength(0);
    page.documentElement.dataset["printing"] = "";
    dispatch("beforeprint");
    expect(page.querySelectorAll("[data-print-hold]")).toHaveLength(0);
  });
});
