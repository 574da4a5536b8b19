import type { ElementHandle, Locator, Page } from "playwright-core";

/** What was tried on a figure: the controls that were met, by name, and those among them that changed what is seen. */
export interface Operation {
  readonly met: readonly string[];
  /** The controls that changed the figure's text or visible numbers. */
  readonly changed: readonly string[];
  /** Those that changed the text alternative. */
  readonly told: readonly string[];
  /** Controls after whose use by keyboard the focus had left the figure. */
  readonly focusLost: readonly string[];
}

/** Goes through the figure's first controls with Tab, and uses each with the keys that its kind has. */
export async function operateByKeyboard(page: Page, host: Locator, most: number): Promise<Operation> {
  const note = await openNote(host);
  await focusBefore(host);
  for (let control = 0; control < most; control += 1) {
    await page.keyboard.press("Tab");
    const stop = await focusedControl(host);
    if (stop === null) break;
    for (const key of keysOf(stop)) {
      await page.keyboard.press(key);
      await note.take(stop.name);
    }
    if ((await focusedControl(host)) === null) {
      note.focusLost.push(stop.name);
      break;
    }
  }
  return note;
}

/** Clicks on each of the figure's first controls, and drags over those that can be dragged over. */
export async function operateByPointer(page: Page, host: Locator, most: number): Promise<Operation> {
  const note = await openNote(host);
  const controls = await host.locator(POINTED).elementHandles();
  for (const control of controls.slice(0, most)) {
    const box = await visibleBox(control);
    if (box === null) continue;
    const name = await nameOf(control);
    if (SKIPPED.test(name)) continue;
    await page.mouse.move(box.x + box.width * 0.62, box.y + box.height * 0.38);
    await page.mouse.down();
    await page.mouse.up();
    await note.take(`click on ${name}`);
    if (await control.evaluate(isDraggable)) {
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.6, { steps: 4 });
      await page.mouse.up();
      await note.take(`drag over ${name}`);
    }
  }
  return note;
}

/** Runs in the page. */
function isDraggable(node: Node): boolean {
  return node instanceof Element && node.matches("[role=grid], input, svg, canvas");
}

/** What opens a dialog of the system. */
const SKIPPED = /upload|own picture|choose a file/i;

const POINTED = [
  "button:not([aria-disabled=true])",
  "label:has(input[type=radio]:not(:checked))",
  "label:has(input[type=checkbox])",
  "input[type=range]",
  "[role=grid]",
  "svg[role]",
  "canvas[role]",
].join(", ");

async function openNote(host: Locator) {
  const met: string[] = [];
  const changed: string[] = [];
  const told: string[] = [];
  const focusLost: string[] = [];
  let before = await seenIn(host);
  return {
    met,
    changed,
    told,
    focusLost,
    async take(name: string): Promise<void> {
      const after = await seenIn(host);
      met.push(name);
      if (after.now !== before.now) told.push(name);
      if (after.now !== before.now || after.text !== before.text) changed.push(name);
      before = after;
    },
  };
}

/** The text alternative and the visible text, once what was done has been drawn. */
async function seenIn(host: Locator): Promise<{ readonly now: string; readonly text: string }> {
  return host.evaluate(async (element) => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const now = element.querySelector("[id$='-now']")?.textContent ?? "";
    const body = element.querySelector<HTMLElement>(".fig-body");
    return { now, text: body?.innerText ?? "" };
  });
}

/** Puts the focus just before the figure's first control. */
async function focusBefore(host: Locator): Promise<void> {
  await host.evaluate((element) => {
    element.setAttribute("tabindex", "-1");
    if (element instanceof HTMLElement) element.focus();
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  });
}

interface Control {
  readonly kind: string;
  readonly name: string;
}

async function focusedControl(host: Locator): Promise<Control | null> {
  return host.evaluate((element) => {
    const focused = document.activeElement;
    if (focused === null || focused === element || !element.contains(focused)) return null;
    const kind = focused.getAttribute("role") ?? focused.getAttribute("type") ?? focused.localName;
    const words = focused.closest("label")?.textContent ?? focused.textContent;
    return { kind, name: `${kind} ${focused.getAttribute("aria-label") ?? words ?? ""}`.trim().slice(0, 80) };
  });
}

function keysOf({ kind, name }: Control): readonly string[] {
  if (SKIPPED.test(name)) return [];
  switch (kind) {
    case "button":
      return ["Enter"];
    case "checkbox":
    case "switch":
      return ["Space"];
    case "number":
    case "spinbutton":
      return ["ArrowUp"];
    case "select":
      return ["ArrowDown"];
    case "range":
    case "radio":
    case "slider":
      return ["ArrowRight"];
    case "a":
    case "file":
      return [];
    default:
      return ["ArrowRight", "ArrowDown"];
  }
}

async function visibleBox(control: ElementHandle<Node>) {
  const isThere = await control.evaluate((element) => {
    if (
      !(element instanceof Element) ||
      !element.isConnected ||
      !element.checkVisibility({ visibilityProperty: true })
    )
      return false;
    element.scrollIntoView({ block: "center", behavior: "instant" });
    return true;
  });
  return isThere ? control.boundingBox() : null;
}

async function nameOf(control: ElementHandle<Node>): Promise<string> {
  return control.evaluate((element) => {
    if (!(element instanceof Element)) return "";
    const words = element.getAttribute("aria-label") ?? element.textContent ?? "";
    return `${element.getAttribute("role") ?? element.localName} ${words}`.slice(0, 80);
  });
}
