import { signal } from "@preact/signals";
import type { CodeEditor, Target } from "./code-editor.ts";

/** A reader who has entered an editor that is still being loaded. */
interface Entry {
  readonly target: Target;
  /** What they have done since, in order: texts that they typed, and actions on the cell. */
  readonly done: (string | (() => void))[];
  /** They have moved on: the last action gives the focus to another cell. */
  hasLeft: boolean;
}

/** An editor that is loaded when it is first needed. */
export class LazyEditor {
  /** `missing`: it could not be loaded; the next attempt may succeed. */
  readonly state = signal<"none" | "ready" | "missing">("none");
  readonly #create: () => Promise<CodeEditor>;
  #loading: Promise<CodeEditor> | null = null;
  #editor: CodeEditor | null = null;
  #entry: Entry | null = null;

  /** @param create loads the editor and puts it into the page. */
  constructor(create: () => Promise<CodeEditor>) {
    this.#create = create;
  }

  /** Null if the editor cannot be loaded. */
  async load(): Promise<CodeEditor | null> {
    this.#loading ??= this.#create().then((editor) => {
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
    this.#entry = { done: [], hasLeft: false, ...this.#entry, target };
    const editor = await this.load();
    const entry = this.#entry;
    this.#entry = null;
    if (editor === null || entry === null) return;
    editor.focus(entry.target);
    for (const item of entry.done) {
      if (typeof item === "string") editor.type(item);
      else item();
    }
  }

  /** Whether the reader has entered the editor, and it is still being loaded. What they type is for it, and no command. */
  get isEntering(): boolean {
    return this.#entry !== null;
  }

  /** The reader has gone elsewhere: an editor that is still being loaded takes neither the focus nor what they typed. */
  cancel(): void {
    this.#entry = null;
  }

  /**
   * Acts on the cell, after what was typed for an editor that is still being loaded.
   * @param leaves whether the action gives the focus to another cell.
   */
  act(action: () => void, leaves: boolean): void {
    if (this.#entry === null) action();
    else if (!this.#entry.hasLeft) {
      this.#entry.done.push(action);
      this.#entry.hasLeft = leaves;
    }
  }

  /** Handles a key for the editor that is being loaded. @returns whether it means something */
  keyAhead({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
    // Some keyboards type brackets with Alt, or with both.
    const isCharacter = key.length === 1 && !metaKey && (!ctrlKey || altKey);
    if (isCharacter) this.#edit((typed) => typed + key);
    else if (key === "Enter") this.#edit((typed) => `${typed}\n`);
    else if (key === "Backspace") this.#edit((typed) => typed.slice(0, -1));
    else if (key === "Escape") this.cancel();
    else return false;
    return true;
  }

  /** Changes what was typed since the last action. */
  #edit(change: (typed: string) => string): void {
    if (this.#entry === null || this.#entry.hasLeft) return;
    const { done } = this.#entry;
    const last = done.at(-1);
    if (typeof last === "string") done.pop();
    const typed = change(typeof last === "string" ? last : "");
    if (typed !== "") done.push(typed);
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
    this.#editor?.destroy();
  }
}
