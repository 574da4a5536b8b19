import type { Locator, Page } from "playwright-core";

/** Generous: the machine may be busy, and no test is about time. */
export const PATIENCE = 60_000;

export function cell(page: Page, id: string): Locator {
  return page.locator(`#cell-${id}`);
}

/** The button that runs the cell or, while it runs, stops it: the first whose name begins so. */
export function runButton(page: Page, id: string): Locator {
  return cell(page, id)
    .getByRole("button", { name: /^(Run|Stop)/ })
    .first();
}

export async function status(page: Page, id: string): Promise<string | null> {
  return cell(page, id).getAttribute("data-status");
}

/** Waits until the cell has one of the statuses. */
export async function untilStatus(
  page: Page,
  id: string,
  statuses: readonly string[],
  timeout = PATIENCE,
): Promise<void> {
  const wanted = statuses.map((wantedStatus) => `#cell-${id}[data-status="${wantedStatus}"]`);
  await page.locator(wanted.join(", ")).waitFor({ timeout });
}

export const ENDED: readonly string[] = ["done", "failed", "stopped"];

/** The text of all that the cell shows. */
export async function shown(page: Page, id: string): Promise<string> {
  return visibleText(cell(page, id).locator("[data-outputs]"));
}

/** The text as a reader sees it. Blocks far from the window are not rendered, and would have none. */
export async function visibleText(locator: Locator): Promise<string> {
  const read = (element: HTMLElement): string => {
    const block = element.closest<HTMLElement>("[data-article] > *");
    block?.style.setProperty("content-visibility", "visible");
    const text = element.innerText;
    block?.style.removeProperty("content-visibility");
    return text;
  };
  return locator.evaluate(read, undefined, { timeout: PATIENCE });
}

/** Presses the cell's button, whether it is named Run or Stop at the time. */
export async function press(page: Page, id: string): Promise<void> {
  await runButton(page, id).click({ timeout: PATIENCE });
}

/** Presses Run, and resolves to the first of the statuses that the cell takes after it: an earlier run's does not count. */
export function pressUntil(page: Page, id: string, statuses: readonly string[]): Promise<string> {
  return reachedBy(page, id, statuses, () => press(page, id));
}

/** Runs a text in the cell as a reader does who pastes it and presses Ctrl-Enter; resolves as `pressUntil` does. */
export async function runText(
  page: Page,
  id: string,
  source: string,
  statuses: readonly string[],
): Promise<string> {
  await write(page, id, source);
  return reachedBy(page, id, statuses, () => page.keyboard.press("ControlOrMeta+Enter"));
}

async function reachedBy(
  page: Page,
  id: string,
  statuses: readonly string[],
  act: () => Promise<void>,
): Promise<string> {
  // The observer is there before the button is pressed. A handle to a promise itself would wait for it.
  const reached = await cell(page, id).evaluateHandle(
    (element, wanted) => ({
      status: new Promise<string>((resolve) => {
        const observer = new MutationObserver(() => {
          const now = element.getAttribute("data-status") ?? "";
          if (!wanted.includes(now)) return;
          observer.disconnect();
          resolve(now);
        });
        observer.observe(element, { attributes: true, attributeFilter: ["data-status"] });
      }),
    }),
    statuses,
  );
  await act();
  return reached.evaluate((observed) => observed.status);
}

/** Puts a text into the cell's editor, as a reader who pastes it does. */
export async function write(page: Page, id: string, source: string): Promise<void> {
  const content = cell(page, id).locator(".cm-content");
  if ((await content.count()) === 0) await cell(page, id).locator(".code").click();
  await content.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(source);
}

/** Resolves once the page's script has brought the page to life. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator("html[data-live]").waitFor({ timeout: PATIENCE });
}

export async function untilRuntime(page: Page, state: string): Promise<void> {
  await page.locator(`html[data-runtime="${state}"]`).waitFor({ timeout: PATIENCE });
}

/** Presses the key until what has the focus begins with this text, as someone without a mouse does. */
export async function moveTo(page: Page, key: "Tab" | "ArrowDown", text: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? "");
    if (focused.trim().startsWith(text)) return;
  }
  throw new Error(`${key} does not reach “${text}”.`);
}
