import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { decodePicture } from "../parts/exploration/decode.ts";
import type { Examples, Network } from "../parts/exploration/exploration-client.ts";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
import { formatCount, formatPercent } from "../parts/text/format.ts";
import { describePair, formatImages } from "./describe.ts";

/** Probabilities shown for each example. */
const BARS = 3;

/** Images that have room beside the matrix on paper. */
const ON_PAPER = 12;

/** Images of the chosen cell, each with the classes that the network finds most probable. */
export function ExampleList(props: { readonly examples: Examples; readonly network: Network }): JSX.Element {
  const { examples, network } = props;
  const { actual, predicted, total } = examples;
  const [height, width] = network.pictureShape;
  const pair = describePair(network, { row: actual, column: predicted });
  return (
    <div class="fig-confusion-examples">
      <p class="fig-title">
        {pair}: {formatImages(total)}
      </p>
      <ul>
        {examples.examples.map(({ index, picture, probabilities }, position) => (
          <li key={index} class={position < ON_PAPER ? undefined : "fig-confusion-on-screen"}>
            <Thumbnail picture={decodePicture(picture, height, width)} size={56} />
            <Probabilities probabilities={probabilities} actual={actual} classNames={network.classNames} />
          </li>
        ))}
      </ul>
      <First shown={examples.examples.length} total={total} on="fig-confusion-on-screen" />
      <First shown={Math.min(ON_PAPER, examples.examples.length)} total={total} on="fig-confusion-on-paper" />
    </div>
  );
}

function First(props: {
  readonly shown: number;
  readonly total: number;
  readonly on: "fig-confusion-on-screen" | "fig-confusion-on-paper";
}): JSX.Element | null {
  const { shown, total, on } = props;
  if (total <= shown) return null;
  return <p class={`fig-remark ${on}`}>{figureWords.confusion.first(shown, formatCount(total))}</p>;
}

function Probabilities(props: {
  readonly probabilities: readonly (number | null)[];
  readonly actual: number;
  readonly classNames: readonly string[];
}): JSX.Element {
  return (
    <ol>
      {largest(props.probabilities, BARS).map(({ label, probability }) => (
        <li key={label} class={label === props.actual ? "fig-right" : undefined}>
          <span class="fig-probability" style={{ "--share": String(probability) }} aria-hidden="true" />
          {props.classNames[label]} {formatPercent(probability)}
        </li>
      ))}
    </ol>
  );
}

function largest(
  probabilities: readonly (number | null)[],
  count: number,
): readonly { readonly label: number; readonly probability: number }[] {
  return probabilities
    .map((probability, label) => ({ label, probability: probability ?? Number.NaN }))
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, count);
}
