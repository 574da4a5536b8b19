import type { ComponentChildren } from "preact";
import { words } from "../../words/words.ts";

interface IslandProps {
  readonly name: string;
  readonly style?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

/** A part of the prerendered page that the script hydrates; when the lesson is edited, the island of the same name stays. */
export function Island({ name, style, children }: IslandProps) {
  return (
    <div class="island" data-island={name} lang={words.language} style={style}>
      {children}
    </div>
  );
}

export function findIsland(name: string): Element | null {
  return document.querySelector(`[data-island="${CSS.escape(name)}"]`);
}

/** All islands of a page by their names. Finding each by itself would take seconds on a large page. */
export function findIslands(page: Document = document): ReadonlyMap<string, Element> {
  const islands = [...page.querySelectorAll<HTMLElement>("[data-island]")];
  return new Map(islands.map((island) => [island.dataset["island"] ?? "", island]));
}
