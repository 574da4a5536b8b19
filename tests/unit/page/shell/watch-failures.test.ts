import { describe, expect, test } from "vitest";
import type { Notice } from "../../../../src/page/shell/notices.tsx";
import { watchFailures } from "../../../../src/page/shell/watch-failures.ts";

/** A page whose failures are watched. */
function watched(consequence: string | null = "your edits are kept.") {
  const page = new EventTarget();
  const notices: Notice[] = [];
  let reloads = 0;
  watchFailures(page as unknown as Window, {
    show: (notice) => notices.push(notice),
    reload: () => {
      reloads += 1;
    },
    consequence: () => consequence,
  });
  const dispatch = (type: string, members: object): void => {
    page.dispatchEvent(Object.assign(new Event(type), members));
  };
  return {
    notices,
    reloads: () => reloads,
    texts: () => notices.map(({ text }) => text),
    fail: (error: unknown, message = `Uncaught ${error}`) => dispatch("error", { message, error }),
    reject: (reason: unknown) => dispatch("unhandledrejection", { reason }),
    miss: (payload: Error) => dispatch("vite:preloadError", { payload }),
  };
}

/** An error that the code of a browser extension has thrown. */
function ofExtension(): Error {
  const error = new Error("of an extension");
  error.stack = "Error: of an extension\n    at chrome-extension://abcdef/content.js:1:1";
  return error;
}

describe("an unexpected failure of the page's own code", () => {
  test("is said with a remedy, and reloads the page if the reader wants", () => {
    const { fail, texts, notices, reloads } = watched();
    fail(new TypeError("cell is undefined"));
    expect(texts()).toEqual([
      "Something on this page failed unexpectedly (Uncaught TypeError: cell is undefined). If a part of it no longer works, reload it: your edits are kept.",
    ]);
    expect(reloads()).toBe(0);
    notices[0]?.action?.act();
    expect(reloads()).toBe(1);
  });

  test("is said although a file was missing before", () => {
    const { miss, reject, fail, texts } = watched();
    const missing = new TypeError("Failed to fetch dynamically imported module");
    miss(missing);
    reject(missing);
    fail(new TypeError("cell is undefined"));
    expect(texts()).toEqual([
      expect.stringContaining("A part of this page could not be loaded."),
      expect.stringContaining("failed unexpectedly"),
    ]);
  });

  test("is said of a promise too, and of what is no error", () => {
    for (const [reason, message] of [
      [new RangeError("too long"), "(RangeError: too long)"],
      ["a word", "(a word)"],
      [undefined, "(undefined)"],
    ] as const) {
      const { reject, texts } = watched();
      reject(reason);
      expect(texts()).toEqual([expect.stringContaining(message)]);
    }
  });

  test("is said once, and not at any length", () => {
    const { fail, reject, texts } = watched();
    fail(new Error("x".repeat(5000)));
    for (let turn = 0; turn < 100; turn += 1) reject(new Error("again"));
    expect(texts()).toHaveLength(1);
    expect(texts()[0]?.length).toBeLessThan(400);
  });

  test("promises nothing about edits where there are none", () => {
    const { fail, texts } = watched(null);
    fail(new Error("x"));
    expect(texts()[0]).toMatch(/reload it\.$/);
  });

  test("is a matter of the connection where a file could not be loaded", () => {
    const { miss, reject, texts } = watched();
    const error = new TypeError("Failed to fetch dynamically imported module");
    miss(error);
    expect(texts()).toEqual([]);
    reject(error);
    expect(texts()).toEqual([expect.stringMatching(/could not be loaded. Check your connection/)]);
  });

  test.each([
    [
      "observers that take turns",
      { message: "ResizeObserver loop completed with undelivered notifications." },
    ],
    ["a browser extension", { error: ofExtension() }],
    ["a request that was given up", { error: new DOMException("aborted", "AbortError") }],
  ])("is nothing that comes from %s", (_, { error, message }: { error?: Error; message?: string }) => {
    const { fail, reject, texts } = watched();
    fail(error, message);
    if (error !== undefined) reject(error);
    expect(texts()).toEqual([]);
    fail(new Error("ours"));
    expect(texts()).toHaveLength(1);
  });
});
