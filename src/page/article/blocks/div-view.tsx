import type { ComponentChildren } from "preact";
import type { Block, DivLabel } from "../../../lesson/lesson.ts";
import { CalloutView } from "./callout-view.tsx";
import { InlineHtml } from "./html.tsx";

interface DivViewProps {
  readonly block: Extract<Block, { type: "div" }>;
  readonly children: ComponentChildren;
}

/** A div of the lesson: a theorem, a figure or table with a caption, a column, or another one. */
export function DivView({ block, children }: DivViewProps) {
  const { id, classes, width, label } = block;
  if (label !== null) {
    return (
      <LabelledView id={id} label={label}>
        {children}
      </LabelledView>
    );
  }
  if (classes.includes("column")) {
    return (
      <div id={id ?? undefined} class="column" style={width === null ? undefined : { "--width": width }}>
        {children}
      </div>
    );
  }
  return (
    <CalloutView id={id} classes={classes}>
      {children}
    </CalloutView>
  );
}

interface LabelledViewProps {
  readonly id: string | null;
  readonly label: DivLabel;
  readonly children: ComponentChildren;
}

function LabelledView({ id, label, children }: LabelledViewProps) {
  const { type, text, html } = label;
  if (type === "figure" || type === "table") {
    const caption = (
      <figcaption>
        <b>{text}.</b> <InlineHtml html={html} />
      </figcaption>
    );
    return (
      <figure id={id ?? undefined} class="captioned">
        {type === "table" ? caption : null}
        {children}
        {type === "table" ? null : caption}
      </figure>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a theorem is neither a section of the lesson nor a group of fields
    <div id={id ?? undefined} class={`statement is-${type}`} role="group" aria-label={text}>
      <p class="statement-title">
        <b>{text}</b>
        {html === "" ? null : (
          <>
            {" "}
            (<InlineHtml html={html} />)
          </>
        )}
      </p>
      {children}
    </div>
  );
}
