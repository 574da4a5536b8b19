import { inject, vi } from "vitest";
import { ENDED, PATIENCE } from "../cells.ts";
import { call, type EnginePage } from "./engine.ts";

/** A lesson's page in one of the engines, and what a reader does with its cells. */
export interface NotebookPage {
  readonly page: EnginePage;
  /** Waits until the page's script runs. */
  untilLive(): Promise<void>;
  status(cell: string): Promise<string>;
  /** The text of all that the cell shows. */
  shown(cell: string): Promise<string>;
  /** Replaces the cell's text, as a reader who pastes does. */
  write(cell: string, source: string): Promise<void>;
  /** Presses the cell's button, which is named Run or Stop. */
  press(cell: string): Promise<void>;
  /** Presses Run, and resolves to the first of the statuses that the cell takes after it. */
  pressUntil(cell: string, statuses: readonly string[], patience?: number): Promise<string>;
  /** Writes the source into the cell, runs it to its end, and resolves to what the cell shows then. */
  run(cell: string, source: string): Promise<string>;
  /** Waits until `<html data-runtime>` is this. */
  untilRuntime(state: string): Promise<void>;
  /** Presses the first button with this name. */
  pressButton(name: string): Promise<void>;
}

/** An expression: the tags of MathML elements that have too few or too many children. */
export const INCOMPLETE_FORMULAS = `Object.entries({ 2: "mfrac,mroot,msub,msup,munder,mover", 3: "msubsup,munderover" })
  .flatMap(([count, tags]) => [...document.querySelectorAll(tags)]
    .filter(({ childElementCount }) => childElementCount !== Number(count)))
  .map(({ localName }) => localName)`;

/** Opens a lesson of the site, on WASM, and waits until its script runs. */
export async function openNotebook(
  page: EnginePage,
  slug: string,
  site = inject("site"),
): Promise<NotebookPage> {
  return openNotebookAt(page, `${site}lessons/${slug}/`);
}

/** Opens the page of a lesson, on WASM, and waits until its script runs. */
export async function openNotebookAt(page: EnginePage, address: string): Promise<NotebookPage> {
  await page.open(`${address}?backend=wasm`);
  const notebook = notebookOf(page);
  await notebook.untilLive();
  return notebook;
}

function notebookOf(page: EnginePage): NotebookPage {
  const status = (cell: string) => call(page, statusOf, cell);
  // By keyboard, because what a pointer aims at may move while the page is loading figures and editors.
  async function pressButton(selector: string): Promise<void> {
    await call(page, focus, selector);
    await page.press("Enter");
  }
  const press = (cell: string) =>
    pressButton(`#cell-${cell} :is(button[aria-label^="Run "], button[aria-label^="Stop "])`);
  async function write(cell: string, source: string): Promise<void> {
    await pressButton(`#cell-${cell} .code`);
    await until(page, `document.activeElement.matches("#cell-${cell} .cm-content")`);
    await page.press("Control+a");
    await page.press("Delete");
    await call(page, paste, cell, source);
  }
  async function pressUntil(cell: string, statuses: readonly string[], patience = PATIENCE): Promise<string> {
    // The observer is there before the button is pressed.
    await call(page, recordStatus, cell, statuses);
    await press(cell);
    await until(page, `window.reachedStatus !== undefined`, patience);
    return String(await page.evaluate("window.reachedStatus"));
  }
  return {
    page,
    untilLive: () => until(page, `document.documentElement.hasAttribute("data-live")`),
    status,
    shown: (cell) => call(page, textOf, `#cell-${cell} [data-outputs]`),
    write,
    press,
    pressUntil,
    async run(cell, source) {
      await write(cell, source);
      await pressUntil(cell, ENDED);
      return call(page, textOf, `#cell-${cell} [data-outputs]`);
    },
    untilRuntime: (state) =>
      until(page, `document.documentElement.dataset.runtime === ${JSON.stringify(state)}`),
    async pressButton(name) {
      await call(page, markButton, name);
      await pressButton("[data-to-press]");
    },
  };
}

/** Waits until the expression is true in the page. */
export async function until(page: EnginePage, expression: string, patience = PATIENCE): Promise<void> {
  await vi.waitUntil(() => page.evaluate(expression), { timeout: patience, interval: 100 });
}

// The functions below run in the page.

function statusOf(cell: string): string {
  return document.querySelector(`#cell-${cell}`)?.getAttribute("data-status") ?? "";
}

function focus(selector: string): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`There is no ${selector}.`);
  element.focus();
}

/** As a reader sees it. Blocks far from the window are not rendered, and would have no text. */
function textOf(selector: string): string {
  const element = document.querySelector<HTMLElement>(selector);
  const block = element?.closest<HTMLElement>("[data-article] > *");
  block?.style.setProperty("content-visibility", "visible");
  const text = element?.innerText ?? "";
  block?.style.removeProperty("content-visibility");
  return text;
}

function paste(cell: string, source: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", source);
  // Firefox reads the text from these two instead.
  const ofFirefox = { dataType: "text/plain", data: source };
  const event = new ClipboardEvent("paste", { clipboardData, ...ofFirefox, bubbles: true, cancelable: true });
  document.querySelector(`#cell-${cell} .cm-content`)?.dispatchEvent(event);
}

function recordStatus(cell: string, statuses: readonly string[]): void {
  const element = document.querySelector(`#cell-${cell}`);
  if (element === null) throw new Error(`There is no cell "${cell}".`);
  Reflect.deleteProperty(window, "reachedStatus");
  const observer = new MutationObserver(() => {
    const now = element.getAttribute("data-status") ?? "";
    if (!statuses.includes(now)) return;
    observer.disconnect();
    Reflect.set(window, "reachedStatus", now);
  });
  observer.observe(element, { attributes: true, attributeFilter: ["data-status"] });
}

function markButton(name: string): void {
  document.querySelector("[data-to-press]")?.removeAttribute("data-to-press");
  const buttons = [...document.querySelectorAll("button")];
  const button = buttons.find((one) => (one.ariaLabel ?? one.textContent ?? "").trim() === name);
  if (button === undefined) throw new Error(`There is no button "${name}".`);
  button.setAttribute("data-to-press", "");
}
