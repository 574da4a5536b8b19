/** What a key does while presenting. */
export type SlideCommand =
  | "next"
  | "previous"
  | "forward"
  | "back"
  | "first"
  | "last"
  | "full-screen"
  | "black"
  | "presenter-view"
  | "leave";

/** The keys of presentation programs and of their remote controls. Down and Up scroll first, where a slide is too high. */
const COMMANDS: Readonly<Record<string, SlideCommand>> = {
  ArrowRight: "next",
  ArrowLeft: "previous",
  ArrowDown: "forward",
  ArrowUp: "back",
  PageDown: "forward",
  PageUp: "back",
  Home: "first",
  End: "last",
  f: "full-screen",
  b: "black",
  p: "presenter-view",
  Escape: "leave",
};

/** Where every key belongs to what has the focus: text, sliders, menus, and whatever is open above the slide. */
const TAKES_ALL =
  "input, select, textarea, video, audio, [contenteditable]:not([contenteditable=false]), .cm-editor, .menu, [popover], dialog";
/**
 * Where arrows, Home and End move: figures and their grids, and boxes that scroll. Page Up and Page Down, the keys of
 * remote controls, go on to another slide from there, except in a box that they scroll.
 */
const TAKES_MOVES = ".figure-host, [tabindex]:not(main), [role=grid], [role=slider]";

/** What a key pressed in the page does; null if it belongs to what has the focus, or to the browser. */
export function commandOf(event: KeyboardEvent): SlideCommand | null {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null;
  const command = COMMANDS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (command === undefined) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target === null) return command;
  if (target.closest(TAKES_ALL) !== null || isSomethingOpen(target.ownerDocument)) return null;
  const taker = target.closest(TAKES_MOVES);
  if (taker === null) return command;
  if (/^(Arrow|Home|End)/.test(event.key)) return null;
  return event.key.startsWith("Page") && scrollsByPage(target) ? null : command;
}

/** Whether the focus is in a box that is higher than what it shows, wherever it is scrolled to. */
function scrollsByPage(target: Element): boolean {
  for (let box: Element | null = target; box !== null && !box.matches("main"); box = box.parentElement) {
    const { overflowY } = getComputedStyle(box);
    if (/auto|scroll/.test(overflowY) && box.scrollHeight > box.clientHeight + 1) return true;
  }
  return false;
}

function isSomethingOpen(page: Document): boolean {
  return page.querySelector(":popover-open") !== null;
}
