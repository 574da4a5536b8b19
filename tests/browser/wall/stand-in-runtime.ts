import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { inject } from "vitest";
import { openWalledPage, type WalledPage } from "./walled-page.ts";

/**
 * The script of a runtime without TensorFlow.js, which starts in a fraction of the time. It evaluates cells and shows what
 * they come to.
 * @param handle the body of a function of `(port, run, tell, cell, source)` that returns true if it has taken over a run.
 *   `tell` sends an event as the protocol has it.
 */
export function standInRuntime(handle = "return false;"): string {
  return `
    const { port } = globalThis.lecternBoot;
    const tell = (event) => port.postMessage(JSON.stringify(event));
    const handle = (port, run, tell, cell, source) => { ${handle} };
    port.onmessage = ({ data }) => {
      if (data.type !== "run") return;
      const { run, cell, source } = data;
      if (handle(port, run, tell, cell, source)) return;
      const value = { kind: "primitive", type: "string", text: String((0, eval)(source)) };
      tell({ type: "output", run, output: { type: "inspect", value } });
      tell({ type: "done", run, ms: 1 });
    };
    tell({ type: "ready", backend: "cpu", reason: "a stand-in" });
    setInterval(() => tell({ type: "heartbeat", stepMs: 0 }), 500);`;
}

/** Opens the wall's page with this script in place of the runtime's. */
export async function openWithRuntime(browser: Browser, runtime: string): Promise<WalledPage> {
  const address = new URL(inject("wallPage"));
  if (address.protocol === "file:") return openWalledPage(browser, await fileWithRuntime(address, runtime));
  const walled = await openWalledPage(browser);
  await walled.page.route(/\/assets\/runtime-[^/]*\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: runtime }),
  );
  return walled;
}

/** Writes the exported page with another runtime in it; resolves to its address. */
async function fileWithRuntime(file: URL, runtime: string): Promise<string> {
  const html = await readFile(file, "utf8");
  const changed = html.replace(
    /(data-pack="runtime\.js\.gz\.0">)[^<]*/,
    (_, opening: string) => opening + gzipSync(runtime).toString("base64"),
  );
  // Several tests may write such a file.
  const address = new URL(`${basename(file.pathname, ".html")}-${crypto.randomUUID()}.html`, file);
  await writeFile(address, changed);
  return address.href;
}
