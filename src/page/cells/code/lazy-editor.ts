import { signal } from "@preact/signals";
import type { TypedAhead, Waiting } from "../../notebook/typed-ahead.ts";
import { isComposing } from "../keys/composing.ts";
import type { AheadField, AheadFieldOptions } from "./ahead-field.ts";
import type { CodeEditor, Target } from "./code-editor.ts";

/** What a reader did before the editor was there, to be done in it. */
interface Input {
  start(editor: CodeEditor): void;
  /** The editor could not be loaded. */
  drop?(): void;
}

/** A run of the cell. */
export interface CellRun {
  run(): void;
  /** Shows that it is going to run. */
  announce(): Waiting;
}

/** A reader who has entered an editor that is still being loaded. */
interface Entry {
  /** In order. */
  readonly inputs: Input[];
  /** They have gone elsewhere: the editor gets what they typed, but not the focus. */
  hasLeft: boolean;
  /** Ends what runs wait for; null while nothing was typed. */
  endTyping: ReturnType<TypedAhead["begin"]> | null;
}

export interface LazyEditorOptions {
  /** Loads the editor and puts it into the page. */
  readonly create: () => Promise<CodeEditor>;
  /** Opens the field that takes what is typed before the editor is there; null if there is no place for it. */
  readonly openField: (
    target: Target,
    on: Pick<AheadFieldOptions, "onText" | "onLeave">,
  ) => AheadField | null;
  readonly typedAhead: TypedAhead;
}

/** An editor that is loaded when it is first needed. */
export class LazyEditor {
  /** `missing`: it could not be loaded; the next attempt may succeed. */
  readonly state = signal<"none" | "ready" | "missing">("none");
  /** Whether there is something that was typed, which the editor gets when it is there. */
  readonly isAwaited = signal(false);
  readonly #options: LazyEditorOptions;
  #loading: Promise<CodeEditor> | null = null;
  #editor: CodeEditor | null = null;
  #entry: Entry | null = null;
  /** While the reader is in the editor that is being loaded. */
  #field: AheadField | null = null;

  constructor(options: LazyEditorOptions) {
    this.#options = options;
  }

  /** Null if the editor cannot be loaded. */
  async load(): Promise<CodeEditor | null> {
    this.#loading ??= this.#options.create().then((editor) => {
      this.#editor = editor;
      this.state.value = "ready";
      return editor;
    });
    try {
      return await this.#loading;
    } catch {
      this.#loading = null;
      this.state.value = "missing";
      return null;
    }
  }

  /** Loads the editor, and moves into it, unless the reader leaves meanwhile. */
  async enter(target: Target): Promise<void> {
    this.#entry ??= { inputs: [], hasLeft: false, endTyping: null };
    if (this.#editor === null)
      this.#field ??= this.#options.openField(target, {
        onText: (text) => this.#typeAhead({ start: (editor) => editor.type(text) }),
        onLeave: () => this.leave(),
      });
    this.#entry.hasLeft = false;
    this.#entry.inputs.push({ start: (editor) => editor.select(target) });
    const editor = await this.load();
    await this.#field?.composed();
    const entry = this.#entry;
    this.#entry = null;
    if (entry === null) return;
    this.isAwaited.value = false;
    const give = editor === null ? null : () => carryOut(entry, editor);
    if (give === null) for (const input of entry.inputs) input.drop?.();
    if (entry.endTyping === null) give?.();
    else entry.endTyping(give);
    this.#closeField();
  }

  /** Whether the reader is in the editor, which is still being loaded. What they type is for it, and no command. */
  get isEntering(): boolean {
    return this.#entry !== null && !this.#entry.hasLeft;
  }

  /** The reader has gone elsewhere: an editor that is still being loaded does not take the focus. */
  leave(): void {
    this.#closeField();
    if (this.#entry !== null) this.#entry.hasLeft = true;
  }

  #closeField(): void {
    const field = this.#field;
    this.#field = null;
    field?.close();
  }

  /** Runs the cell, with what was typed so far for an editor that is still being loaded. */
  run({ run, announce }: CellRun): void {
    if (this.#entry?.endTyping == null) run();
    else this.#entry.inputs.push(announce());
  }

  /** Handles a key for the editor that is being loaded. @returns whether it is handled; the field gets any other. */
  keyAhead(event: KeyboardEvent): boolean {
    if (isComposing(event)) return false;
    if (event.key === "Escape") this.leave();
    else if (isEditing(event)) this.#typeAhead({ start: (editor) => editor.press(event) });
    else return false;
    return true;
  }

  #typeAhead(input: Input): void {
    if (this.#entry === null) return;
    this.#entry.endTyping ??= this.#options.typedAhead.begin();
    this.isAwaited.value = true;
    this.#entry.inputs.push(input);
  }

  /** The offset of the cursor; null before the editor is there. */
  cursor(): number | null {
    return this.#editor?.cursor() ?? null;
  }

  /** Shows a text that was not typed here. */
  replace(source: string): void {
    this.#editor?.replace(source);
  }

  destroy(): void {
    this.leave();
    this.#editor?.destroy();
  }
}

function carryOut({ inputs, hasLeft }: Entry, editor: CodeEditor): void {
  if (!hasLeft) editor.focus();
  for (const input of inputs) input.start(editor);
}

const EDITING_KEYS: ReadonlySet<string> = new Set([
  "Enter",
  "Backspace",
  "Delete",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "PageUp",
  "PageDown",
]);

/** With Ctrl or ⌘: select all, undo, redo, comment. Other letters may be the browser's. */
const EDITING_LETTERS: ReadonlySet<string> = new Set(["a", "z", "y", "/"]);

/** Some keyboards type brackets with Ctrl and Alt. */
function isEditing({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  const isShortcut = (ctrlKey || metaKey) && !altKey;
  return EDITING_KEYS.has(key) || (isShortcut && EDITING_LETTERS.has(key.toLowerCase()));
}
