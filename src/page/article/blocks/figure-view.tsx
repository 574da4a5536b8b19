import { allFigures } from "../../../figures/all-figures.ts";
import { builtInFigures } from "../../../figures/built-in.ts";
import type { FigureUse } from "../../../lesson/lesson.ts";
import { words } from "../../../words/words.ts";
import { InlineHtml } from "./html.tsx";

/**
 * A figure's host, number and caption. The figure is drawn into the host when it comes near the window. A course's own
 * figure speaks the language of its lesson.
 */
export function FigureView({ figure }: { readonly figure: FigureUse }) {
  return (
    <figure id={figure.id} class="figure wide" data-figure={figure.name} data-figure-id={figure.id}>
      <div
        class="figure-host"
        data-figure-host={figure.id}
        data-not-printed={words.figure.notPrinted}
        data-figure-attributes={JSON.stringify(figure.attributes)}
        lang={builtInFigures.has(figure.name) ? words.language : undefined}
        style={reservedSize(figure)}
      />
      <figcaption>
        <b>{figure.label}.</b> <InlineHtml html={figure.captionHtml} />
      </figcaption>
    </figure>
  );
}

/** The height to reserve until the figure is drawn. */
function reservedSize({ name, attributes }: FigureUse): Readonly<Record<string, string>> | undefined {
  const height = allFigures.get(name)?.reservedHeight(attributes);
  return height == null ? undefined : { "--wide": `${height.wide}px`, "--narrow": `${height.narrow}px` };
}
