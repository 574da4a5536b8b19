import type { ElementHandle, Locator, Page } from "playwright-core";

/** What was tried on a figure's controls, by their names. */
export interface Operation {
  /** Every control that was used. */
  readonly used: readonly string[];
  /** The uses that changed what is seen: text, drawings or pictures. */
  readonly changed: readonly string[];
  /** The uses that changed the text alternative. */
  readonly described: readonly string[];
  /** Controls none of whose uses changed anything. */
  readonly idle: readonly string[];
  /** Controls after whose use by keyboard the focus had left the figure. */
  readonly focusLost: readonly string[];
}

/** More controls than any figure has: the end of a figure that adds a control at each use. */
const MOST_CONTROLS = 80;

/** Goes through the figure's controls with Tab, and uses each with the keys that its kind has. */
export async function operateByKeyboard(page: Page, host: Locator): Promise<Operation> {
  const notes = new Notes(host);
  await tabThrough(page, host, notes, () => true);
  // A control that had nothing to do at first, such as "One step back", may have now.
  if (notes.idle.length > 0) await tabThrough(page, host, notes, (name) => notes.idle.includes(name));
  return notes;
}

async function tabThrough(
  page: Page,
  host: Locator,
  notes: Notes,
  isWanted: (name: string) => boolean,
): Promise<void> {
  await focusBefore(host);
  for (let control = 0; control < MOST_CONTROLS; control += 1) {
    await page.keyboard.press("Tab");
    const focused = await focusedControl(host);
    if (focused === null) break;
    const uses = usesOf(focused);
    if (uses.length === 0 || !isWanted(focused.name)) continue;
    const changed = await notes.use(
      focused,
      uses.map((keys) => async () => {
        for (const key of keys) await page.keyboard.press(key);
      }),
    );
    // Settings stay near those of the lesson: with others the figure may have nothing left to step through.
    if (changed >= 0 && isSetting(focused))
      await page.keyboard.press(changed === 0 ? "ArrowDown" : "ArrowUp");
    if ((await focusedControl(host)) === null) {
      notes.focusLost.push(focused.name);
      break;
    }
  }
}

/** Clicks on each of the figure's controls, and drags over those that can be dragged over. */
export async function operateByPointer(page: Page, host: Locator): Promise<Operation> {
  const notes = new Notes(host);
  const controls = await host.locator(POINTED).elementHandles();
  const again = await useByPointer(page, notes, controls);
  // As with the keyboard. What a control was used for may have renamed it.
  for (const { name } of again) notes.tryAgain(name);
  await useByPointer(
    page,
    notes,
    again.map(({ control }) => control),
  );
  return notes;
}

/** Uses the controls in turn, and returns those that were disabled or changed nothing. */
async function useByPointer(
  page: Page,
  notes: Notes,
  controls: readonly ElementHandle<Node>[],
): Promise<{ readonly control: ElementHandle<Node>; readonly name: string }[]> {
  const idle: { readonly control: ElementHandle<Node>; readonly name: string }[] = [];
  for (const control of controls) {
    const { name, isDisabled, isShown, isDraggable, isReadOnly } = await control.evaluate(describeControl);
    if (isDisabled) idle.push({ control, name });
    if (isDisabled || !isShown || OPENS_DIALOG.test(name)) continue;
    const at = async (x: number, y: number) => {
      const box = await control.boundingBox();
      return { x: (box?.x ?? 0) + (box?.width ?? 0) * x, y: (box?.y ?? 0) + (box?.height ?? 0) * y };
    };
    const click = async (x: number, y: number) => {
      const position = await at(x, y);
      await page.mouse.click(position.x, position.y);
    };
    const drag = async () => {
      const [from, to] = [await at(0.62, 0.38), await at(0.3, 0.6)];
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 4 });
      await page.mouse.up();
    };
    const uses = [
      () => click(0.62, 0.38),
      ...(isDraggable ? [() => click(0.3, 0.6), () => click(0.95, 0.95), drag] : []),
    ];
    if ((await notes.use({ name, isReadOnly }, uses)) < 0) idle.push({ control, name });
  }
  return idle;
}

/** Runs in the page. */
function describeControl(node: Node) {
  if (!(node instanceof Element) || !node.isConnected)
    return { name: "", isDisabled: false, isShown: false, isDraggable: false, isReadOnly: false };
  const isShown = node.checkVisibility({ visibilityProperty: true });
  if (isShown) node.scrollIntoView({ block: "center", behavior: "instant" });
  const text = node.getAttribute("aria-label") ?? node.textContent ?? "";
  return {
    name: `${node.getAttribute("role") ?? node.localName} ${text}`.trim().slice(0, 80),
    isDisabled: node.matches("[aria-disabled=true], :disabled, label:has(input:disabled)"),
    isShown,
    isDraggable: node.matches("[role=grid], input"),
    isReadOnly: node.matches("[aria-readonly=true]"),
  };
}

/** What opens a dialog of the system. */
const OPENS_DIALOG = /upload|own picture|choose a file/i;

const POINTED = [
  "button",
  "label:has(input[type=radio]:not(:checked))",
  "label:has(input[type=checkbox])",
  "input[type=range]",
  "[role=grid]",
  "[role=slider]",
].join(", ");

class Notes implements Operation {
  readonly used: string[] = [];
  readonly changed: string[] = [];
  readonly described: string[] = [];
  readonly idle: string[] = [];
  readonly focusLost: string[] = [];
  readonly #host: Locator;
  #isSecondTime = false;

  constructor(host: Locator) {
    this.#host = host;
  }

  /** Tries the uses of a control until one of them changes what is seen; resolves to its index, or −1 if none did. */
  async use(
    { name, isReadOnly }: Pick<Control, "name" | "isReadOnly">,
    uses: readonly (() => Promise<void>)[],
  ): Promise<number> {
    this.used.push(name);
    const isSecondTime = this.#isSecondTime || this.idle.includes(name);
    this.#forget(name);
    const before = await seenIn(this.#host);
    for (const [index, use] of uses.entries()) {
      await use();
      if (await this.#noteChange(name, before)) return index;
    }
    // What the runtime has to compute is seen later.
    for (let wait = 0; isSecondTime && wait < 50; wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (await this.#noteChange(name, before)) return uses.length - 1;
    }
    // A grid of numbers may be there to be read only.
    if (!isReadOnly) this.idle.push(name);
    return -1;
  }

  async #noteChange(name: string, before: Seen): Promise<boolean> {
    const after = await seenIn(this.#host);
    const isDescribed = after.description !== before.description;
    if (isDescribed) this.described.push(name);
    if (!isDescribed && after.drawing === before.drawing) return false;
    this.changed.push(name);
    return true;
  }

  /** Takes a control out of those that have changed nothing, and has patience with all that are used from now on. */
  tryAgain(name: string): void {
    this.#isSecondTime = true;
    this.#forget(name);
  }

  #forget(name: string): void {
    const index = this.idle.indexOf(name);
    if (index >= 0) this.idle.splice(index, 1);
  }
}

interface Seen {
  /** The text alternative. */
  readonly description: string;
  /** A digest of the visible text, the drawings and the pictures, without what only shows where the focus is. */
  readonly drawing: string;
}

/** What is seen once the last action has been drawn. */
function seenIn(host: Locator): Promise<Seen> {
  return host.evaluate(async (element) => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const body = element.querySelector<HTMLElement>("[role=group]");
    const drawings = Array.from(element.querySelectorAll("svg"), (svg) =>
      svg.outerHTML.replace(/ (?:tabindex|class)="[^"]*"/g, ""),
    );
    const pictures = Array.from(element.querySelectorAll("canvas"), (canvas) => canvas.toDataURL());
    const cells = Array.from(
      element.querySelectorAll("[role=gridcell]"),
      (cell) => `${cell.getAttribute("aria-label")} ${cell.getAttribute("style")}`,
    );
    const bytes = new TextEncoder().encode([body?.innerText, drawings, pictures, cells].join());
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return {
      description: element.querySelector("[id$='-now']")?.textContent ?? "",
      drawing: digest.join(),
    };
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
  readonly isDisabled: boolean;
  readonly isReadOnly: boolean;
}

async function focusedControl(host: Locator): Promise<Control | null> {
  return host.evaluate((element) => {
    const focused = document.activeElement;
    if (focused === null || focused === element || !element.contains(focused)) return null;
    // The cells of a grid are one control.
    const control = focused.closest("[role=grid]") ?? focused;
    const kind = control.getAttribute("role") ?? control.getAttribute("type") ?? control.localName;
    const text = control.closest("label")?.textContent ?? control.textContent;
    return {
      kind,
      name: `${kind} ${control.getAttribute("aria-label") ?? text ?? ""}`.trim().slice(0, 80),
      isDisabled: control.matches("[aria-disabled=true]"),
      isReadOnly: control.matches("[aria-readonly=true]"),
    };
  });
}

/** True for a control whose second use takes back the first, and the other way round. */
function isSetting({ kind }: Control): boolean {
  return ["number", "spinbutton", "select"].includes(kind);
}

/** Ways to use a control, each a sequence of keys. One of them is to change something: a range may be at its end. */
function usesOf({ kind, name, isDisabled }: Control): readonly (readonly string[])[] {
  if (isDisabled || OPENS_DIALOG.test(name)) return [];
  switch (kind) {
    case "button":
      return [["Enter"]];
    case "checkbox":
    case "switch":
      return [["Space"]];
    case "number":
    case "spinbutton":
      return [["ArrowUp"], ["ArrowDown"]];
    case "select":
      return [["ArrowDown"], ["ArrowUp"]];
    case "range":
    case "slider":
      return [["ArrowRight"], ["ArrowLeft"]];
    case "radio":
      return [["ArrowRight"]];
    case "a":
    case "file":
      return [];
    default:
      // The last one edits a number, or presses or paints a cell.
      return [["ArrowRight"], ["ArrowDown"], ["7", "Enter"]];
  }
}
