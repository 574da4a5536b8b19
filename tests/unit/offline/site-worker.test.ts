import { describe, expect, test, vi } from "vitest";
import { ask, navigate, releaseOf, SCOPE, ScriptedSite } from "./scripted-site.ts";

const FIRST = {
  "": "page 1",
  "assets/a-1.js": "code 1",
  "assets/same.js": "same",
  "lessons/x/p.png": "picture 1",
};
const SECOND = {
  "": "page 2",
  "assets/a-2.js": "code 2",
  "assets/same.js": "same",
  "lessons/x/p.png": "picture 2",
};
/** In ms. */
const DAY = 86_400_000;

const first = releaseOf("1", FIRST);
const second = releaseOf("2", SECOND);

/** A site whose first release is stored, with a page open in it. */
async function visited() {
  const site = new ScriptedSite();
  site.served = FIRST;
  const worker = await site.started(first);
  site.open = ["old"];
  expect(await navigate(worker, "", "old")).toBe("page 1");
  return { site, worker };
}

/** The second release is stored too, and has taken over. */
async function changed() {
  const { site } = await visited();
  site.served = SECOND;
  const worker = await site.started(second);
  return { site, worker };
}

describe("storing a release", () => {
  test("stores every file, verified, without what described its transfer, and reports the progress", async () => {
    const site = new ScriptedSite();
    site.served = FIRST;
    await site.worker(first).storeFiles();
    expect(Object.fromEntries(site.stored())).toEqual(FIRST);
    expect(site.reports.at(-2)).toEqual({ type: "storing", done: 25, total: 25 });
    expect(site.reports.at(-1)).toEqual({ type: "stored" });
  });

  test("fetches only what an earlier release does not have", async () => {
    const { site } = await visited();
    site.served = SECOND;
    site.requests.length = 0;
    await site.worker(second).storeFiles();
    expect(site.requests.toSorted()).toEqual(["", "assets/a-2.js", "lessons/x/p.png"]);
  });

  test("goes on after an interruption from what has arrived", async () => {
    const site = new ScriptedSite();
    site.served = { ...FIRST, "lessons/x/p.png": null };
    await expect(site.worker(first).storeFiles()).rejects.toThrow("unreachable");
    expect(site.reports.at(-1)).toEqual({
      type: "store-failed",
      fault: { type: "unreachable", path: "lessons/x/p.png" },
    });
    site.served = FIRST;
    site.requests.length = 0;
    await site.worker(first).storeFiles();
    expect(site.requests).toEqual(["lessons/x/p.png"]);
  });

  test.each([
    ["a file that the server does not have", 404, { type: "status", status: 404 }],
    ["other contents than were built", "injected", { type: "changed" }],
  ])("refuses %s, and the release does not count as stored", async (_, answer, fault) => {
    const site = new ScriptedSite();
    site.served = { ...FIRST, "assets/a-1.js": answer };
    await expect(site.worker(first).storeFiles()).rejects.toThrow();
    expect(site.reports.at(-1)).toEqual({
      type: "store-failed",
      fault: { ...fault, path: "assets/a-1.js" },
    });
    expect(await site.store.releases()).toEqual([]);
  });

  test("leaves nothing behind if the storage is full, and keeps the earlier release", async () => {
    const { site, worker } = await visited();
    site.served = SECOND;
    site.cache.room = 2;
    await expect(site.worker(second).storeFiles()).rejects.toThrow("full");
    expect(site.reports.at(-1)).toEqual({ type: "store-failed", fault: { type: "full", bytes: 25 } });
    expect(Object.fromEntries(site.stored())).toEqual(FIRST);
    expect(await ask(worker, "assets/a-1.js", "old")).toBe("code 1");
  });

  test("can be cancelled, and leaves nothing behind then", async () => {
    const site = new ScriptedSite();
    site.served = FIRST;
    const worker = site.worker(first);
    const put = site.cache.put.bind(site.cache);
    vi.spyOn(site.cache, "put").mockImplementation(async (key, response) => {
      await put(key, response);
      worker.cancel();
    });
    await expect(worker.storeFiles()).rejects.toThrow("cancelled");
    expect(site.stored()).toEqual([]);
    expect(await site.store.releases()).toEqual([]);
  });
});

describe("the first release", () => {
  test("takes over the pages that are open already, which have just come from the network", async () => {
    const site = new ScriptedSite();
    site.served = FIRST;
    site.open = ["early"];
    const worker = await site.started(first);
    expect(site.claimed).toEqual(["early"]);
    site.served = SECOND;
    expect(await ask(worker, "lessons/x/p.png", "early")).toBe("picture 1");
  });

  test("answers without the server", async () => {
    const { site, worker } = await visited();
    site.served = { "": null };
    expect(await navigate(worker, "", "next")).toBe("page 1");
    expect(await ask(worker, "assets/a-1.js", "next")).toBe("code 1");
  });

  test("answers without the server also if the storage is full", async () => {
    const { site, worker } = await visited();
    site.served = { "": null, "lessons/x/p.png": null };
    site.cache.room = 0;
    expect(await navigate(worker, "", "next")).toBe("page 1");
    expect(await ask(worker, "assets/a-1.js", "next")).toBe("code 1");
    expect(await ask(worker, "lessons/x/p.png", "next")).toBe("picture 1");
    await worker.activate();
  });

  test("leads to the folder of a page that is named without a slash", async () => {
    const site = new ScriptedSite();
    site.served = { "lessons/x/": "lesson" };
    const worker = await site.started(releaseOf("1", { "lessons/x/": "lesson" }));
    const request = new Request(new URL("lessons/x?backend=cpu", SCOPE));
    const response = await worker.answer(
      request,
      { type: "page", path: "lessons/x" },
      { client: "", resultingClient: "a" },
    );
    expect(response.headers.get("Location")).toBe(`${SCOPE.href}lessons/x/?backend=cpu`);
  });

  test("leaves what it does not know to the server", async () => {
    const { site, worker } = await visited();
    site.served = { "other/": "another site" };
    expect(await navigate(worker, "other/", "next")).toBe("another site");
    expect(await ask(worker, "assets/unknown.js", "old")).toBe("404");
  });

  test("does without files that the browser has lost", async () => {
    const { site, worker } = await visited();
    site.cache.entries.clear();
    expect(await navigate(worker, "", "next")).toBe("page 1");
    expect(await ask(worker, "assets/a-1.js", "next")).toBe("code 1");
  });
});

describe("after the change to another release", () => {
  test("a page of the old one keeps its parts and pictures, and a new page has the new ones", async () => {
    const { site, worker } = await changed();
    expect(site.claimed).toEqual([]);
    site.open.push("new");
    expect(await navigate(worker, "", "new")).toBe("page 2");
    expect(await ask(worker, "assets/a-1.js", "old")).toBe("code 1");
    expect(await ask(worker, "lessons/x/p.png", "old")).toBe("picture 1");
    expect(await ask(worker, "lessons/x/p.png", "new")).toBe("picture 2");
  });

  test("the old one is deleted a day after its last page was closed, except what both have", async () => {
    const { site, worker } = await changed();
    site.now += 5 * DAY;
    await worker.removeUnused();
    expect(site.stored()).toHaveLength(7);
    site.open = [];
    site.now += DAY;
    await worker.removeUnused();
    expect(site.stored()).toHaveLength(7);
    site.now += 1;
    await worker.removeUnused();
    expect(Object.fromEntries(site.stored())).toEqual(SECOND);
    expect(site.stored()).toHaveLength(4);
    expect((await site.store.releases()).map(({ version }) => version)).toEqual(["2"]);
  });

  test("pages that the browser does not list keep the old one: two that open at once, and one behind Back", async () => {
    const { site, worker } = await visited();
    site.open = [];
    await Promise.all(
      ["left", "right"].map(async (client) => {
        await navigate(worker, "", client);
        await worker.removeUnused();
      }),
    );
    site.served = SECOND;
    const next = await site.started(second);
    for (const client of ["old", "left", "right"])
      expect(await ask(next, "lessons/x/p.png", client)).toBe("picture 1");
    expect(await ask(next, "assets/a-1.js", "right")).toBe("code 1");
  });

  test("nothing is deleted while a third one is being stored", async () => {
    const { site, worker } = await changed();
    site.open = [];
    site.now += 2 * DAY;
    site.hasSuccessor = true;
    await worker.removeUnused();
    expect(site.stored()).toHaveLength(7);
  });

  test("a page that came from the network has what the server has, or offline what is here", async () => {
    const { site, worker } = await changed();
    site.served = { "lessons/x/p.png": "picture 3" };
    expect(await ask(worker, "lessons/x/p.png", "reloaded")).toBe("picture 3");
    site.served = { "lessons/x/p.png": null };
    expect(await ask(worker, "lessons/x/p.png", "reloaded")).toBe("picture 2");
  });
});

describe("a build without offline use", () => {
  const none = releaseOf("none", {});

  test("ends the worker a day after the last page of the release before was closed", async () => {
    const { site } = await visited();
    site.served = { "": "page 3" };
    const worker = await site.started(none);
    expect(site.hasLeft).toBe(false);
    expect(await ask(worker, "assets/a-1.js", "old")).toBe("code 1");
    expect(await navigate(worker, "", "new")).toBe("page 3");
    site.open = ["new"];
    site.now += 2 * DAY;
    await worker.removeUnused();
    expect(site.hasLeft).toBe(true);
  });

  test("ends it at once if no page was open since yesterday, also if the storage is full", async () => {
    const { site } = await visited();
    site.open = [];
    site.now += 2 * DAY;
    site.cache.room = 0;
    await site.started(none);
    expect(site.hasLeft).toBe(true);
  });
});
