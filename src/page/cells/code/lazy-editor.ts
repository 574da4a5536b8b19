import { signal } from "@preact/signals";
import type { CodeEditor, Target } from "./code-editor.ts";

/** An editor that is loaded when it is first needed. */
export class LazyEditor {
  /** `missing`: it could not be loaded; the next attempt may succeed. */
  readonly state = signal<"none" | "ready" | "missing">("none");
  readonly #create: () => Promise<CodeEditor>;
  #loading: Promise<CodeEditor> | null = null;
  #editor: CodeEditor | null = null;

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
    const editor = await this.load();
    editor?.focus(target);
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
