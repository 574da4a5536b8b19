import { afterEach, describe, expect, test, vi } from "vitest";
import { announceNewVersion } from "../../../../src/page/offline/announce-new-version.ts";
import { describeCopy } from "../../../../src/page/offline/describe-copy.ts";
import type { OfflineMemory } from "../../../../src/page/offline/offline-memory.ts";
import { KeptSite } from "../../../../src/page/offline/site-copy.ts";
import { createNotices } from "../../../../src/page/shell/notices.tsx";

const ROOT = new URL("https://lectern.test/course/");

/** A service worker as the page sees it. */
class ScriptedServiceWorker extends EventTarget {
  readonly requests: unknown[] = [];
  state = "installing";
  readonly #version: string;

  constructor(version: string) {
    super();
    this.#version = version;
  }

  postMessage(message: { type: string }, [port]: MessagePort[]): void {
    this.requests.push(message);
    if (message.type === "describe") port?.postMessage({ version: this.#version, bytes: 25 });
    if (message.type === "activate") this.become("activated");
  }

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

class ScriptedRegistration extends EventTarget {
  installing: ScriptedServiceWorker | null = null;
  waiting: ScriptedServiceWorker | null = null;
  active: ScriptedServiceWorker | null = null;
  scope = ROOT.href;
  isGone = false;

  async unregister(): Promise<boolean> {
    this.isGone = true;
    return true;
  }

  /** A new version arrives, and waits. */
  async update(worker: ScriptedServiceWorker): Promise<void> {
    this.installing = worker;
    this.dispatchEvent(new Event("updatefound"));
    this.installing = null;
    this.waiting = worker;
    worker.become("installed");
    await settle();
  }
}

function memory(): OfflineMemory {
  let wanted: boolean | null = null;
  let announced: string | null = null;
  return {
    wanted: () => wanted,
    want: (now) => {
      wanted = now;
    },
    announced: () => announced,
    announce: (version) => {
      announced = version;
    },
  };
}

/** A page whose browser registers like this. */
function open({
  savesData = false,
  remembered = memory(),
  refusal = null as Error | null,
  canStore = true,
  existing = undefined as ScriptedRegistration | undefined,
} = {}) {
  const registration = existing ?? new ScriptedRegistration();
  const container = Object.assign(new EventTarget(), {
    registered: [] as unknown[],
    async register(address: URL, options: unknown) {
      if (refusal !== null) throw refusal;
      container.registered.push([address.href, options]);
      return registration;
    },
    getRegistration: async () => existing,
  });
  const site = new KeptSite({
    root: ROOT,
    container: container as unknown as ServiceWorkerContainer,
    isSecure: true,
    canStore: async () => canStore,
    memory: remembered,
    savesData,
  });
  const report = (data: unknown) => container.dispatchEvent(new MessageEvent("message", { data }));
  return { site, registration, container, report, remembered };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
const scope = ROOT.href;

describe("the browser's copy of the site", () => {
  test("is registered for the site's own folder, and stored when its worker has taken over", async () => {
    const { site, registration, container, report } = open();
    const worker = new ScriptedServiceWorker("1");
    registration.installing = worker;
    await site.start();
    expect(container.registered).toEqual([[`${scope}sw.js`, { scope: "/course/", updateViaCache: "none" }]]);
    report({ type: "storing", scope, done: 1, total: 4 });
    expect(site.copy.value).toEqual({ type: "storing", done: 1, total: 4 });
    // Another site of the host, and something malformed.
    report({ type: "storing", scope: "https://lectern.test/other/", done: 2, total: 4 });
    report({ type: "storing", scope, done: "3", total: 4 });
    expect(site.copy.value).toEqual({ type: "storing", done: 1, total: 4 });
    report({ type: "stored", scope });
    registration.active = worker;
    worker.become("activated");
    await settle();
    expect(site.copy.value).toEqual({ type: "stored" });
    expect(await site.storedBytes()).toBe(25);
  });

  test("says why it could not be stored", async () => {
    const { site, registration, report } = open();
    registration.installing = new ScriptedServiceWorker("1");
    await site.start();
    report({ type: "store-failed", scope, fault: { type: "full", bytes: 6_500_000 } });
    registration.installing.become("redundant");
    await settle();
    expect(describeCopy(site.copy.value, [])).toContain("The site (6.5 MB) does not fit");
  });

  test.each([
    [new TypeError("Failed to fetch"), "The connection was interrupted"],
    [new DOMException("denied", "SecurityError"), "This browser can't keep these pages"],
  ])("is not there if the browser refuses: %s", async (refusal, words) => {
    const { site } = open({ refusal });
    await site.start();
    expect(describeCopy(site.copy.value, [])).toContain(words);
  });

  test("is not asked for where the page may store nothing", async () => {
    const { site, container } = open({ canStore: false });
    await site.start();
    expect(container.registered).toEqual([]);
    expect(describeCopy(site.copy.value, [])).toContain("This browser can't keep these pages");
  });

  test("needs https", () => {
    const canStore = async () => true;
    const options = { root: ROOT, container: undefined, canStore, memory: memory(), savesData: false };
    const { copy } = new KeptSite({ ...options, isSecure: false });
    expect(describeCopy(copy.value, [])).toContain("https");
  });

  test("is not made while the reader saves data, until they ask for it", async () => {
    const { site, container, remembered } = open({ savesData: true });
    await site.start();
    expect(container.registered).toEqual([]);
    await site.keep();
    expect(container.registered).toHaveLength(1);
    expect(remembered.wanted()).toBe(true);
  });

  test.each([
    ["while the reader saves data", { savesData: true }, null],
    ["although the reader wanted none", {}, false],
  ])("that is there is shown, followed and can be removed %s", async (_, options, wanted) => {
    const existing = new ScriptedRegistration();
    existing.active = new ScriptedServiceWorker("1");
    const remembered = memory();
    if (wanted !== null) remembered.want(wanted);
    const { site, container } = open({ ...options, remembered, existing });
    await site.start();
    expect(container.registered).toEqual([]);
    expect(site.copy.value).toEqual({ type: "stored" });
    await existing.update(new ScriptedServiceWorker("2"));
    expect(site.newVersion.value?.version).toBe("2");
    vi.stubGlobal("caches", { delete: async () => true });
    await site.remove();
    expect([existing.isGone, site.copy.value]).toEqual([true, { type: "none" }]);
  });

  test("is not that of a folder above", async () => {
    const existing = new ScriptedRegistration();
    existing.active = new ScriptedServiceWorker("1");
    existing.scope = "https://lectern.test/";
    const { site } = open({ savesData: true, existing });
    await site.start();
    expect(site.copy.value).toEqual({ type: "none" });
  });

  test("is still kept if storing what it has lost is cancelled", async () => {
    const { site, registration, remembered } = open();
    const worker = new ScriptedServiceWorker("1");
    registration.active = worker;
    await site.keep();
    site.cancel();
    expect(worker.requests).toEqual([{ type: "store" }, { type: "cancel" }]);
    expect(remembered.wanted()).toBe(true);
  });

  test("can be cancelled while it is stored, and is not made at the next visit then", async () => {
    const { site, registration, report, remembered } = open();
    const worker = new ScriptedServiceWorker("1");
    registration.installing = worker;
    await site.start();
    site.cancel();
    expect(worker.requests).toEqual([{ type: "cancel" }]);
    report({ type: "store-failed", scope, fault: { type: "cancelled" } });
    expect(site.copy.value).toEqual({ type: "none" });
    const next = open({ remembered });
    await next.site.start();
    expect(next.container.registered).toEqual([]);
  });
});

describe("a new version", () => {
  /** A page with a stored copy, which announces new versions. */
  async function stored(remembered = memory(), waiting: ScriptedServiceWorker | null = null, canSave = true) {
    const page = open({ remembered });
    page.registration.active = new ScriptedServiceWorker("1");
    page.registration.waiting = waiting;
    const notices = createNotices();
    const { site } = page;
    const change = () => {};
    announceNewVersion({ site, memory: remembered, show: notices.show, change, canSave: () => canSave });
    await page.site.start();
    await settle();
    return { ...page, notices };
  }

  test("is announced when it has arrived, and taken when the reader says so", async () => {
    const { site, registration, notices } = await stored();
    const worker = new ScriptedServiceWorker("2");
    await registration.update(worker);
    expect(notices.list.value.map(({ id }) => id)).toEqual(["new-version"]);
    expect(worker.state).toBe("installed");
    await site.useNewVersion();
    expect(worker.state).toBe("activated");
  });

  test.each([
    [true, "your edits are kept"],
    [false, "can't save your edits, so download your work"],
  ])("is announced with what becomes of the edits (the browser saves them: %s)", async (canSave, words) => {
    const { notices } = await stored(memory(), new ScriptedServiceWorker("2"), canSave);
    expect(notices.list.value.map(({ text }) => text)).toEqual([expect.stringContaining(words)]);
  });

  test("that was announced before is not announced again, another one is", async () => {
    const { registration, remembered } = await stored();
    const worker = new ScriptedServiceWorker("2");
    await registration.update(worker);
    const next = await stored(remembered, worker);
    expect(next.notices.list.value).toEqual([]);
    expect(next.site.newVersion.value?.version).toBe("2");
    expect((await stored(remembered, new ScriptedServiceWorker("3"))).notices.list.value).toHaveLength(1);
  });
});
