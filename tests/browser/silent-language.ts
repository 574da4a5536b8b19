import type { Page } from "playwright-core";

/**
 * Gives the page a language service that never finds anything. Checking types after every edit takes longer than most of
 * what tests do in a cell.
 */
export async function silenceLanguage(page: Page): Promise<void> {
  await page.route(/\/assets\/language-[^/]*\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: 'postMessage({ type: "started" });' }),
  );
}
