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
  /** The command; `pending` for the first D of two; null if the key is none of ours. */
  read(event: KeyboardEvent): CellCommand | "pending" | null;
}

export function createCommandReader(): CommandReader {
  let isPending = false;
  return {
    read(event) {
      const wasPending = isPending;
      isPending = false;
      // With a modifier, a key belongs to the browser or to a screen reader.
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return null;
      const key = keyOf(event);
      if (key === "d") {
        // A key that is held down is pressed once.
        isPending = event.repeat ? wasPending : !wasPending;
        return wasPending && !event.repeat ? "delete" : "pending";
      }
      return COMMANDS[key] ?? null;
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

/** What the dialog lists: the keys with letters, which can be turned off. */
export const LETTER_KEYS: readonly ListedKey[] = [
  { keys: "J", does: "Go to the next cell" },
  { keys: "K", does: "Go to the cell before" },
  { keys: "A", does: "Add a cell above" },
  { keys: "B", does: "Add a cell below" },
  { keys: "M", does: "Make your cell a note in Markdown" },
  { keys: "Y", does: "Make your note a cell with code" },
  { keys: "Shift+K", does: "Move your cell up" },
  { keys: "Shift+J", does: "Move your cell down" },
  { keys: "S", does: "Split the cell where the cursor was" },
  { keys: "Shift+M", does: "Merge the cell with the one below" },
  { keys: "D D", does: "Delete your cell" },
  { keys: "Z", does: "Undo the last change of cells" },
  { keys: "?", does: "Show this list" },
  { keys: "/", does: "Search the lessons (anywhere on the page)" },
];

/** Those that always work. */
export const RUN_KEYS: readonly ListedKey[] = [
  { keys: "Enter", does: "Edit the cell" },
  { keys: "Escape", does: "Leave the editor" },
  { keys: "Ctrl+Enter", does: "Run the cell (on a Mac also ⌘+Enter)" },
  { keys: "Shift+Enter", does: "Run the cell and go to the next one" },
  { keys: "Alt+Enter", does: "Run the cell and add one below" },
];
