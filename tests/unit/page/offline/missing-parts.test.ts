import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchMissingParts } from "../../../../src/page/offline/missing-parts.ts";
import { createNotices } from "../../../../src/page/shell/notices.tsx";
import { describeMissing, isPartRemoved, MISSING_PART } from "../../../../src/page/ui/missing-part.ts";

const script = (name: string) => `<script type="module" src="./assets/${name}.js"></script>`;

let page: Document;

beforeEach(() => {
  const { window } = new JSDOM(script("main-1"));
  page = window.document;
  vi.stubGlobal("DOMParser", window.DOMParser);
});
afterEach(() => {
  vi.unstubAllGlobals();
  isPartRemoved.value = false;
});

/** Tells the page that a part is missing while the server answers so; returns the notices that it shows. */
async function noticesAfter(answer: () => Promise<Response>, canSave = true) {
  const notices = createNotices();
  let reloads = 0;
  const reload = () => {
    reloads += 1;
  };
  const partMissing = watchMissingParts({
    page,
    show: notices.show,
    reload,
    canSave: () => canSave,
    fetchPage: answer,
  });
  notices.show({ id: MISSING_PART, text: "Check your connection.", action: null });
  partMissing();
  partMissing();
  await new Promise((resolve) => setTimeout(resolve, 0));
  await new Promise((resolve) => setTimeout(resolve, 0));
  notices.list.value[0]?.action?.act();
  return { texts: notices.list.value.map(({ text }) => text), reloads };
}

describe("a part of the page that could not be loaded", () => {
  test("is explained by a new version, if the server has one, with an offer to reload", async () => {
    const { texts, reloads } = await noticesAfter(async () => new Response(script("main-2")));
    expect(texts).toEqual([expect.stringContaining("Reload the page to continue: your edits are kept")]);
    expect(reloads).toBe(1);
  });

  test("is not blamed on the connection any more, wherever it is missing", async () => {
    expect(describeMissing("Check your connection.")).toBe("Check your connection.");
    await noticesAfter(async () => new Response(script("main-2")));
    expect(describeMissing("Check your connection.")).toContain("Reload the page");
  });

  test("warns of edits that this browser can't save", async () => {
    const { texts } = await noticesAfter(async () => new Response(script("main-2")), false);
    expect(texts).toEqual([expect.stringContaining("download your work first")]);
  });

  test.each([
    ["the server has the same version", async () => new Response(script("main-1"))],
    ["there is no network", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["the server answers with an error", async () => new Response(script("main-2"), { status: 503 })],
    ["a network asks to sign in", async () => new Response("<form></form>")],
  ])("is not if %s", async (_, answer: () => Promise<Response>) => {
    expect((await noticesAfter(answer)).texts).toEqual(["Check your connection."]);
    expect(describeMissing("Check your connection.")).toBe("Check your connection.");
  });
});
