import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { saveData } from "./in-page/save-data.ts";
import type { Measurement } from "./measurement.ts";

/** What the browser loads at the first visit of the lecture. */
export async function measureFirstLoad(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const context = await browser.newContext({ serviceWorkers: "block" });
  // Others get the figures once the page is at rest.
  await context.addInitScript(saveData);
  const page = await context.newPage();
  const traffic = watchTraffic(page);
  await page.goto(lecture, { waitUntil: "networkidle" });
  await page.locator("html[data-live]").waitFor();
  const sizes = await Promise.all(traffic.scripts);
  await context.close();
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const { requests, origins } = traffic;
  return [
    {
      name: "first load, JavaScript over the wire (gzip)",
      value: `${(bytes / 1000).toFixed(1)} kB in ${sizes.length} files`,
      goal: "≤ 150 kB",
    },
    {
      name: "first load, requests",
      value: `${requests.length}, to ${origins.size} origin${origins.size === 1 ? "" : "s"}`,
      goal: "1 origin",
    },
  ];
}

function watchTraffic(page: Page) {
  const requests: string[] = [];
  const origins = new Set<string>();
  /** Compressed sizes in bytes. The benchmark's server does not compress; servers that publish a site do. */
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    const url = response.url();
    if (!url.startsWith("http")) return;
    requests.push(url);
    origins.add(new URL(url).origin);
    const isScript = response.request().resourceType() === "script";
    if (isScript) scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  return { requests, origins, scripts };
}
