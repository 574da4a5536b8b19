import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import * as v from "valibot";
import { type Examples, type Exploration, type Network, openExploration } from "../exploration/client.ts";
import { decodePicture } from "../exploration/decode.ts";
import type { FigureContext, FirstHeight, Mount } from "../figure.ts";
import type { Position } from "../maths/volume.ts";
import { Figure, mountFigure, useAnnounceAfter } from "../parts/figure-host.tsx";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
import { formatCount } from "../parts/text/format.ts";
import { accuracyOf, mostConfused } from "./counts.ts";
import { Matrix } from "./matrix.tsx";
import "./style.css";

export const attributes = v.strictObject({});

export const height: FirstHeight<v.InferOutput<typeof attributes>> = () => ({ wide: 95, narrow: 115 });

/** Where the student's network errs: which class it takes for which, and the very pictures. */
export const mount: Mount<v.InferOutput<typeof attributes>> = (host, _chosen, context) =>
  mountFigure(host, context, <WhereItErrs context={context} />);

interface Model {
  readonly exploration: Exploration;
  /** Row: the class; column: what it was taken for. */
  readonly chosen: Signal<Position>;
  readonly changes: Signal<number>;
  readonly words: ReadonlySignal<string>;
  readonly stop: () => void;
}

function createModel(context: FigureContext): Model {
  const exploration = openExploration(context);
  const { network, confusion } = exploration;
  const chosen = signal<Position>({ row: 0, column: 0 });
  let isFirst = true;
  const stopCounting = effect(() => {
    if (network.value !== null) exploration.ask({ request: "confusion" });
  });
  const stopStarting = effect(() => {
    const [worst] = mostConfused(confusion.value?.counts ?? [], 1);
    // What a reader wants to see first is the commonest mistake.
    if (!isFirst || worst === undefined) return;
    isFirst = false;
    chosen.value = { row: worst.actual, column: worst.predicted };
  });
  const stopLooking = effect(() => {
    if (confusion.value === null) return;
    exploration.ask({ request: "examples", actual: chosen.value.row, predicted: chosen.value.column });
  });
  return {
    exploration,
    chosen,
    changes: signal(0),
    words: computed(() => describe(exploration, chosen.value)),
    stop() {
      stopCounting();
      stopStarting();
      stopLooking();
      exploration.close();
    },
  };
}

function WhereItErrs({ context }: { readonly context: FigureContext }): JSX.Element {
  const model = useMemo(() => createModel(context), [context]);
  useEffect(() => model.stop, [model]);
  useAnnounceAfter(model.changes.value, model.words.value);
  const { network, confusion, message, refusal } = model.exploration;
  return (
    <Figure label="Where the network errs" now={model.words.value}>
      {network.value === null ? (
        <p class="fig-remark fig-waiting">{message.value}</p>
      ) : refusal.value !== null ? (
        <p class="fig-fault">{refusal.value}</p>
      ) : confusion.value === null ? (
        <p class="fig-remark fig-waiting">
          The network looks at {formatCount(network.value.examples)} pictures it was not trained on …
        </p>
      ) : (
        <Errors model={model} network={network.value} />
      )}
    </Figure>
  );
}

function Errors({
  model,
  network,
}: {
  readonly model: Model;
  readonly network: Network;
}): JSX.Element | null {
  const { chosen, changes, exploration } = model;
  const { confusion, examples } = exploration;
  if (confusion.value === null) return null;
  const { counts, total } = confusion.value;
  const { row, column } = chosen.value;
  const shown = examples.value;
  return (
    <div class="fig-confusion">
      <div>
        <p class="fig-title">rows: what it is · columns: what it is taken for · percent</p>
        <Matrix
          counts={counts}
          classNames={network.classNames}
          chosen={chosen.value}
          onChoose={(cell) => {
            chosen.value = cell;
            changes.value += 1;
          }}
        />
        <p class="fig-remark">
          Right in {(100 * accuracyOf(counts)).toFixed(1)} % of {formatCount(total)} pictures.
        </p>
      </div>
      {shown !== null && shown.actual === row && shown.predicted === column && (
        <ExamplePictures examples={shown} network={network} />
      )}
    </div>
  );
}

const BARS = 3;

function ExamplePictures(props: { readonly examples: Examples; readonly network: Network }): JSX.Element {
  const { examples, network } = props;
  const { actual, predicted, total } = examples;
  const [height, width] = network.pictureShape;
  return (
    <div class="fig-confusion-examples">
      <p class="fig-title">{heading(network, actual, predicted, total)}</p>
      <ul>
        {examples.examples.map(({ index, picture, probabilities }) => (
          <li key={index}>
            <Thumbnail picture={decodePicture(picture, height, width)} size={56} />
            <ol>
              {largest(probabilities, BARS).map(({ label, probability }) => (
                <li key={label} class={label === actual ? "fig-right" : undefined}>
                  <span
                    class="fig-probability"
                    style={{ "--share": String(probability) }}
                    aria-hidden="true"
                  />
                  {network.classNames[label]} {Math.round(100 * probability)} %
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ul>
      {total > examples.examples.length && (
        <p class="fig-remark">
          The first {examples.examples.length} of {formatCount(total)}.
        </p>
      )}
    </div>
  );
}

function heading({ classNames }: Network, actual: number, predicted: number, total: number): string {
  const count = `${formatCount(total)} ${total === 1 ? "picture" : "pictures"}`;
  return actual === predicted
    ? `${classNames[actual]}, and taken for one: ${count}`
    : `${classNames[actual]}, taken for ${classNames[predicted]}: ${count}`;
}

function largest(
  probabilities: readonly number[],
  howMany: number,
): { label: number; probability: number }[] {
  return probabilities
    .map((probability, label) => ({ label, probability }))
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, howMany);
}

function describe({ network, confusion, message }: Exploration, { row, column }: Position): string {
  if (network.value === null) return message.value;
  if (confusion.value === null) return "The pictures are being looked at.";
  const { classNames } = network.value;
  const { counts } = confusion.value;
  const worst = mostConfused(counts, 3).map(
    ({ actual, predicted, count }) => `${classNames[actual]} for ${classNames[predicted]} ${count} times`,
  );
  return (
    `Right in ${(100 * accuracyOf(counts)).toFixed(1)} percent. Most often it takes ${worst.join(", ")}. ` +
    `Chosen: ${classNames[row]}, taken for ${classNames[column]}: ${counts[row]?.[column] ?? 0} pictures.`
  );
}
