import { signal } from "@preact/signals";
import type { CodeEditor, Target } from "./code-editor.ts";

/** An editor that is loaded when it is first needed. */
export class LazyEditor {
  /** `missing`: it could not be loaded; the next attempt may succeed. */
  readonly state = signal<"none" | "ready" | "missing">("none");
  readonly #create: () => Promise<CodeEditor>;
  #loading: Promise<CodeEditor> | null = null;
  #editor: CodeEditor | null = null;
  /** What the reader has typed since they entered the editor that is being loaded. */
  #typed: string | null = null;

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

  /** Loads the editor, and moves into it. */
  async enter(target: Target): Promise<void> {
    if (this.#editor === null) this.#typed ??= "";
    const editor = await this.load();
    const typed = this.#typed ?? "";
    this.#typed = null;
    editor?.focus(target);
    if (typed !== "") editor?.type(typed);
  }

  /** Whether the reader has entered the editor, and it is still being loaded. What they type is for it, and no command. */
  get isEntering(): boolean {
    return this.#typed !== null;
  }

  /** Keeps what a key types for the editor that is being loaded. @returns whether it types something */
  typeAhead({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
    // Some keyboards type brackets with Alt, or with both.
    const isCharacter = key.length === 1 && !metaKey && (!ctrlKey || altKey);
    const typed = this.#typed ?? "";
    if (isCharacter) this.#typed = typed + key;
    else if (key === "Enter") this.#typed = `${typed}\n`;
    else if (key === "Backspace") this.#typed = typed.slice(0, -1);
    else return false;
    return true;
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
