import { effect, untracked, useComputed } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useEffect } from "preact/hooks";
import * as v from "valibot";
import type {
  AttributeSchema,
  Figure,
  FigureContext,
  FigureModel,
  ReservedHeight,
  WrittenAttributes,
} from "./figure.ts";
import { renderInHost, useFigure } from "./parts/figure-host.tsx";

/** What makes up a figure, in the order in which it is created: attributes → model → texts and view. */
export interface FigureSpec<Attributes, Model extends FigureModel> {
  /** The accessible name; a function where it depends on the page's language. */
  readonly label: string | (() => string);
  /** What a lesson may write. The build parses it in Node, so no DOM here. */
  readonly attributes: AttributeSchema<Attributes>;
  /** How high the figure is right after it is drawn. Also read in Node. */
  readonly height: (attributes: Attributes) => ReservedHeight;
  /** The signals that the reader changes, and the values computed from them. */
  readonly createModel: (attributes: Attributes, context: FigureContext) => Model;
  /** The text alternative: what the figure shows right now. Screen readers can read it; it is not announced. */
  readonly describe: (model: Model) => string;
  /** What is announced after an interaction; `describe` by default. */
  readonly announcement?: (model: Model) => string;
  /** What is drawn. Wrap the parts of a large figure in `DrawInTurn`. */
  readonly View: ComponentType<{ readonly model: Model }>;
}

/** Makes a figure that the page can draw; the default export of `<name>/index.tsx`. */
export function defineFigure<Attributes, Model extends FigureModel>(
  definition: FigureSpec<Attributes, Model>,
): Figure {
  return {
    attributes: definition.attributes,
    reservedHeight(written) {
      const parsed = v.safeParse(definition.attributes, written);
      return parsed.success ? definition.height(parsed.output) : null;
    },
    mount(host, written, context) {
      const attributes = parseAttributes(definition.attributes, written);
      const draw = () => {
        const model = definition.createModel(attributes, context);
        const view = <FigureGroup definition={definition} model={model} />;
        const remove = renderInHost(host, context, view, startOver);
        const stopFollowing = showStills(model, context);
        return () => {
          stopFollowing();
          remove();
          model.dispose?.();
        };
      };
      const startOver = () => {
        remove();
        remove = draw();
      };
      let remove = draw();
      return () => remove();
    },
  };
}

/** Shows the model's still while the page is being printed, unless the reader has chosen what to see. */
function showStills(model: FigureModel, { printing }: FigureContext): () => void {
  return effect(() => {
    if (!printing.value) return undefined;
    return untracked(() => (model.interactions.value > 0 ? undefined : model.still?.()));
  });
}

function parseAttributes<Attributes>(
  schema: AttributeSchema<Attributes>,
  written: WrittenAttributes,
): Attributes {
  const parsed = v.safeParse(schema, written);
  if (!parsed.success) throw new Error(parsed.issues.map(({ message }) => message).join(" "));
  return parsed.output;
}

/** The named group that holds the text alternative and the view, and announces what the reader's actions did. */
function FigureGroup<Attributes, Model extends FigureModel>(props: {
  readonly definition: FigureSpec<Attributes, Model>;
  readonly model: Model;
}): JSX.Element {
  const { definition, model } = props;
  const { label, describe, announcement = describe, View } = definition;
  const { id, announce } = useFigure();
  const description = useComputed(() => describe(model));
  const interactions = model.interactions.value;
  // Depends on interactions only: while a player plays, the text changes and nothing is announced.
  useEffect(() => {
    if (interactions > 0) announce(announcement(model));
  }, [interactions]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend and brings a form's looks.
    <div role="group" aria-label={typeof label === "string" ? label : label()} class="fig-body">
      <p id={`${id}-now`} class="fig-hidden">
        {description}
      </p>
      <View model={model} />
    </div>
  );
}
