import { JSDOM } from "jsdom";
import { afterEach, expect, test, vi } from "vitest";
import { loadFailedStyles, watchStyles } from "../../../../src/page/ui/failed-styles.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("style sheets that failed are loaded again, until they are there", async () => {
  const { window } = new JSDOM("<!doctype html><head></head>", { url: "https://lectern.test/" });
  const page = window.document;
  vi.stubGlobal("HTMLLinkElement", window.HTMLLinkElement);
  watchStyles(page);
  await loadFailedStyles(page);
  expect(page.querySelector("link")).toBeNull();

  const settle = (type: "load" | "error") =>
    page.querySelector("link")?.dispatchEvent(new window.Event(type));
  const link = page.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: "/figure.css" });
  page.head.append(link);
  settle("error");
  expect(page.querySelector("link")).toBeNull();

  const failing = loadFailedStyles(page);
  settle("error");
  await expect(failing).rejects.toThrow("https://lectern.test/figure.css could not be loaded");

  const loading = loadFailedStyles(page);
  settle("load");
  await loading;
  expect(page.querySelectorAll("link")).toHaveLength(1);
  await loadFailedStyles(page);
  expect(page.querySelectorAll("link")).toHaveLength(1);
});
