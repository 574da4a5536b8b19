import type { Attack } from "../attack.ts";

/** Every way to keep something in the browser. Each returns "kept" when it could read back what it wrote. */
export const storageAttacks: readonly Attack[] = [
  {
    name: "localStorage",
    control: "page",
    code: `localStorage.setItem("stolen", "1"); return localStorage.getItem("stolen") === "1" ? "kept" : "";`,
  },
  {
    name: "sessionStorage",
    control: "page",
    code: `sessionStorage.setItem("stolen", "1"); return sessionStorage.getItem("stolen") === "1" ? "kept" : "";`,
  },
  {
    name: "cookies",
    control: "page",
    code: `document.cookie = "stolen=1"; return document.cookie.includes("stolen=1") ? "kept" : "";`,
  },
  {
    name: "IndexedDB",
    control: "worker",
    code: `
      const factory = globalThis.indexedDB;
      return new Promise((resolve, reject) => {
        const request = factory.open("stolen");
        request.onupgradeneeded = () => request.result.createObjectStore("stolen");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => { request.result.close(); resolve("kept"); };
      });`,
  },
  {
    name: "Cache Storage",
    control: "worker",
    code: `
      const cache = await caches.open("stolen");
      await cache.put("https://example.org/stolen", new Response("1"));
      return (await caches.keys()).includes("stolen") ? "kept" : "";`,
  },
  {
    name: "the origin's private files",
    control: "worker",
    code: `
      const folder = await navigator.storage.getDirectory();
      await folder.getFileHandle("stolen", { create: true });
      return "kept";`,
  },
  {
    name: "storage buckets",
    control: "worker",
    code: `await navigator.storageBuckets.open("stolen"); return "kept";`,
  },
  {
    name: "the old file system",
    control: "worker",
    code: `
      const request = globalThis.webkitRequestFileSystemSync ?? globalThis.webkitRequestFileSystem;
      return new Promise((resolve, reject) => {
        const system = request(0, 1024, () => resolve("kept"), reject);
        if (system !== undefined) resolve("kept");
      });`,
  },
  {
    name: "locks",
    control: "worker",
    code: `
      return new Promise((resolve, reject) => {
        navigator.locks.request("stolen", () => { resolve("kept"); return new Promise((free) => setTimeout(free, 2000)); }).catch(reject);
      });`,
  },
];

/** Messages to pages of the site, and what a page of the site would hear of them. */
export const broadcast: Attack = {
  name: "BroadcastChannel",
  control: "worker",
  code: `
    const channel = new BroadcastChannel("stolen");
    for (let turn = 0; turn < 5; turn += 1) {
      channel.postMessage("stolen");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return "sent";`,
};
