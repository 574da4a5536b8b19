import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { defineFigure } from "../define-figure.tsx";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { formatCount, formatPercent } from "../parts/text/format.ts";
import { accuracyOf } from "./counts.ts";
import { describe, formatImages } from "./describe.ts";
import { ExampleList } from "./example-list.tsx";
import { Matrix } from "./matrix.tsx";
import { type ConfusionModel, createConfusionModel } from "./model.ts";
import "./style.css";

/** The confusion matrix of the reader's network, and the images behind each of its cells. */
export default defineFigure({
  label: () => figureWords.confusion.label,
  attributes: v.strictObject({}),
  height: () => ({ wide: 87, narrow: 107 }),
  createModel: createConfusionModel,
  describe,
  View,
});

function View({ model }: { readonly model: ConfusionModel }): JSX.Element {
  const { network, confusion, message, error } = model.exploration;
  if (network.value === null) return <p class="fig-remark fig-waiting">{message.value}</p>;
  if (error.value !== null) return <p class="fig-fault">{error.value}</p>;
  if (confusion.value === null) {
    return (
      <p class="fig-remark fig-waiting">
        {figureWords.confusion.classifyingNumber(formatCount(network.value.examples))}
      </p>
    );
  }
  const { counts, total, invalid } = confusion.value;
  if (invalid === total) return <p class="fig-fault">{figureWords.parts.diverged}</p>;
  return (
    <div class="fig-confusion">
      <div>
        {invalid > 0 && (
          <p class="fig-fault">
            {figureWords.confusion.notCounted(formatImages(invalid), formatCount(total))}
          </p>
        )}
        <p class="fig-title">{figureWords.confusion.axes}</p>
        <Matrix
          counts={counts}
          classNames={network.value.classNames}
          chosen={model.chosen.value}
          onChoose={model.choose}
        />
        <p class="fig-remark">
          {figureWords.confusion.accuracyOf(
            formatPercent(accuracyOf(counts), 1),
            formatImages(total - invalid),
          )}
        </p>
      </div>
      <ChosenExamples model={model} network={network.value} />
    </div>
  );
}

function ChosenExamples(props: {
  readonly model: ConfusionModel;
  readonly network: Network;
}): JSX.Element | null {
  const { exploration, chosen } = props.model;
  const examples = exploration.examples.value;
  const { row, column } = chosen.value;
  // The answer about the previous cell is still there until the next one arrives.
  if (examples === null || examples.actual !== row || examples.predicted !== column) return null;
  return <ExampleList examples={examples} network={props.network} />;
}
