import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { words } from "../../../words/words.ts";
import { TwinView } from "./twin-view.tsx";

/** The languages that a cell can be read in. */
const LANGUAGES = ["typescript", "keras"] as const;
export type Language = (typeof LANGUAGES)[number];

const NAMES: Readonly<Record<Language, string>> = { typescript: "TypeScript", keras: "Keras" };

interface CodeTabsProps {
  readonly cell: string;
  /** The language that is shown. */
  readonly language: Signal<Language>;
  /** The twin's Python, highlighted. */
  readonly twin: string;
  readonly live: ReadonlySignal<boolean>;
  /** The cell's TypeScript. */
  readonly children: ComponentChildren;
}

/**
 * A cell and its Keras twin as two tabs, following the ARIA tabs pattern (arrows, Home, End). Without scripts, the style
 * sheet shows both, one below the other.
 */
export function CodeTabs({ cell, language, twin, live, children }: CodeTabsProps) {
  return (
    <>
      <TabList cell={cell} language={language} live={live} />
      <Panel cell={cell} of="typescript" language={language}>
        {children}
      </Panel>
      <Panel cell={cell} of="keras" language={language}>
        <TwinView cell={cell} html={twin} />
      </Panel>
    </>
  );
}

function tabId(cell: string, language: Language): string {
  return `cell-${cell}-tab-${language}`;
}

function panelId(cell: string, language: Language): string {
  return `cell-${cell}-panel-${language}`;
}

function TabList({ cell, language, live }: Pick<CodeTabsProps, "cell" | "language" | "live">) {
  const list = useRef<HTMLDivElement>(null);
  const choose = (index: number) => {
    language.value = LANGUAGES[(index + LANGUAGES.length) % LANGUAGES.length] ?? "typescript";
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[LANGUAGES.indexOf(language.value)]?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const index = nextTab(event.key, LANGUAGES.indexOf(language.value));
    if (index === null) return;
    event.preventDefault();
    choose(index);
  };
  const label = words.cells.languageOf(cell);
  return (
    <div class="code-tabs" role="tablist" tabIndex={-1} aria-label={label} ref={list} onKeyDown={move}>
      {LANGUAGES.map((each, index) => (
        <button
          type="button"
          role="tab"
          class="code-tab"
          key={each}
          id={tabId(cell, each)}
          aria-selected={language.value === each}
          aria-controls={panelId(cell, each)}
          tabIndex={language.value === each ? 0 : -1}
          disabled={!live.value}
          onClick={() => choose(index)}
        >
          {NAMES[each]}
        </button>
      ))}
    </div>
  );
}

/** The language for a new cell's tabs: Python if it has no TypeScript yet, as after an import. */
export function useLanguage(source: string): Signal<Language> {
  return useSignal<Language>(source.trim() === "" ? "keras" : "typescript");
}

interface PanelProps extends Pick<CodeTabsProps, "cell" | "language" | "children"> {
  readonly of: Language;
}

function Panel({ cell, of, language, children }: PanelProps) {
  return (
    <div
      class="code-panel"
      role="tabpanel"
      id={panelId(cell, of)}
      aria-labelledby={tabId(cell, of)}
      hidden={language.value !== of}
    >
      {children}
    </div>
  );
}

/** The index that a key moves to, which may be one too far at either end; null for any other key. */
function nextTab(key: string, index: number): number | null {
  switch (key) {
    case "ArrowRight":
      return index + 1;
    case "ArrowLeft":
      return index - 1;
    case "Home":
      return 0;
    case "End":
      return LANGUAGES.length - 1;
    default:
      return null;
  }
}
