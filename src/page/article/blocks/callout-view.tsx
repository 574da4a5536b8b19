import type { ComponentChildren } from "preact";
import { words } from "../../../words/words.ts";

interface CalloutViewProps {
  readonly id: string | null;
  readonly classes: readonly string[];
  readonly children: ComponentChildren;
}

/** A div of the lesson: a margin note, the output of an imported notebook, a titled callout, or a plain group. */
export function CalloutView({ id, classes, children }: CalloutViewProps) {
  const own = classes.map((name) => `is-${name}`).join(" ");
  if (classes.includes("margin")) {
    return (
      <aside id={id ?? undefined} class={`margin ${own}`} role="note">
        {children}
      </aside>
    );
  }
  if (classes.includes("output")) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a group of content, not of form fields
      <div id={id ?? undefined} class={`group ${own}`} role="group" aria-label={words.article.output}>
        {children}
      </div>
    );
  }
  const titles = new Map(Object.entries(words.article.callouts));
  const title = classes.map((name) => titles.get(name)).find((found) => found !== undefined);
  return (
    <div id={id ?? undefined} class={title === undefined ? `group ${own}` : `callout ${own}`}>
      {title === undefined ? null : (
        <p class="callout-title" lang={words.language}>
          {title}
        </p>
      )}
      {children}
    </div>
  );
}
