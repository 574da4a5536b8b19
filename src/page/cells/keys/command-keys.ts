import { words } from "../../../words/words.ts";
import { isComposing } from "./composing.ts";

/** What a key does to the cell that has the focus, while its text is not being edited: command mode, as in Jupyter. */
export type CellCommand =
  | "next"
  | "previous"
  | "add-above"
  | "add-below"
  | "delete"
  | "to-note"
  | "to-code"
  | "undo"
  | "move-up"
  | "move-down"
  | "split"
  | "merge"
  | "help";

/** The key of each command: `Shift+` with a capital letter. `D D` is pressed twice. */
const COMMANDS: Readonly<Record<string, CellCommand>> = {
  j: "next",
  k: "previous",
  a: "add-above",
  b: "add-below",
  m: "to-note",
  y: "to-code",
  z: "undo",
  K: "move-up",
  J: "move-down",
  s: "split",
  M: "merge",
  "?": "help",
};

/** Reads the keys of one cell. */
export interface CommandReader {
  /** The command; `pending` for the first D of two; null if the key is not one of these. */
  read(event: KeyboardEvent): CellCommand | "pending" | null;
  /** The focus has left the cell: a D that is pressed later is the first one. */
  readonly leave: () => void;
}

export function createCommandReader(): CommandReader {
  let isPending = false;
  return {
    read(event) {
      const wasPending = isPending;
      isPending = false;
      // With a modifier, a key belongs to the browser or to a screen reader; while text is composed, to what composes it.
      if (event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return null;
      if (event.defaultPrevented) return null;
      const key = keyOf(event);
      if (key === "d") {
        // A key that is held down is pressed once.
        isPending = event.repeat ? wasPending : !wasPending;
        return wasPending && !event.repeat ? "delete" : "pending";
      }
      return COMMANDS[key] ?? null;
    },
    leave() {
      isPending = false;
    },
  };
}

/** With caps lock, letters are capital without Shift. */
function keyOf({ key, shiftKey }: KeyboardEvent): string {
  if (!/^[a-z]$/i.test(key)) return key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}

interface ListedKey {
  /** Each of these does it; those pressed one after the other are separated by a space. */
  readonly keys: string;
  readonly does: string;
}

/** What the dialog lists, as keyboards of the page's language name the keys: those with letters, which can be turned off. */
export const letterKeys = (): readonly ListedKey[] => [
  { keys: "J", does: words.keys.next },
  { keys: "K", does: words.keys.previous },
  { keys: "A", does: words.keys.addAbove },
  { keys: "B", does: words.keys.addBelow },
  { keys: "M", does: words.keys.toNote },
  { keys: "Y", does: words.keys.toCode },
  { keys: words.keys.shift("K"), does: words.keys.moveUp },
  { keys: words.keys.shift("J"), does: words.keys.moveDown },
  { keys: "S", does: words.keys.split },
  { keys: words.keys.shift("M"), does: words.keys.merge },
  { keys: "D D", does: words.keys.delete },
  { keys: "Z", does: words.keys.undo },
  { keys: "?", does: words.keys.help },
  { keys: "/", does: words.keys.search },
];

/** Those that always work. */
export const runKeys = (): readonly ListedKey[] => [
  { keys: words.keys.enter, does: words.keys.edit },
  { keys: words.keys.escape, does: words.keys.leave },
  { keys: words.keys.ctrlEnter, does: words.keys.run },
  { keys: words.keys.shiftEnter, does: words.keys.runNext },
  { keys: words.keys.altEnter, does: words.keys.runAdd },
];
