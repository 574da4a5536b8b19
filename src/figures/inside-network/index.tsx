import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import * as v from "valibot";
import type { Network } from "../exploration/client.ts";
import type { FigureContext, FirstHeight, Mount } from "../figure.ts";
import { valueAt } from "../maths/volume.ts";
import { Controls, Segments, Stepper } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { formatNumber } from "../parts/text/format.ts";
import { Kernels } from "./kernels.tsx";
import { Layers, nameOf } from "./layers.tsx";
import { createModel, type Model } from "./model.ts";
import { UnitPanel } from "./unit-panel.tsx";
import "./style.css";

export const attributes = v.strictObject({});

export const height: FirstHeight<v.InferOutput<typeof attributes>> = () => ({ wide: 95, narrow: 115 });

/** The network that the student trained, looked into: every layer's maps, and the arithmetic of every unit. */
export const mount: Mount<v.InferOutput<typeof attributes>> = (host, _chosen, context) =>
  mountFigure(host, context, <InsideNetwork context={context} />);

function InsideNetwork({ context }: { readonly context: FigureContext }): JSX.Element {
  const model = useMemo(() => createModel(context), [context]);
  useEffect(() => model.stop, [model]);
  const words = useComputed(() => describe(model));
  useAnnounceAfter(model.changes.value, words.value);
  const { network, message, refusal } = model.exploration;
  return (
    <Figure label="Inside your network" now={words.value}>
      {network.value === null ? (
        <p class="fig-remark fig-waiting">{message.value}</p>
      ) : (
        <>
          {refusal.value !== null && <p class="fig-fault">{refusal.value}</p>}
          {!network.value.trained && (
            <p class="fig-remark">This network has not been trained yet: its weights are still random.</p>
          )}
          <Source model={model} network={network.value} />
          <Layers model={model} network={network.value} />
          <UnitPanel model={model} network={network.value} />
          <Kernels model={model} network={network.value} />
        </>
      )}
    </Figure>
  );
}

function Source({ model, network }: { readonly model: Model; readonly network: Network }): JSX.Element {
  const { sourceKind, example, own } = model;
  return (
    <>
      <Controls>
        <Segments
          label="Picture from"
          value={sourceKind.value}
          options={[
            { value: "example", label: "Test pictures" },
            { value: "own", label: "Samples, drawing, upload" },
          ]}
          onChange={(kind) => {
            sourceKind.value = kind;
            model.changes.value += 1;
          }}
        />
        {sourceKind.value === "example" && (
          <Stepper
            label="Test picture"
            value={example.value + 1}
            low={1}
            high={network.examples}
            onChange={(value) => {
              example.value = value - 1;
              model.changes.value += 1;
            }}
          />
        )}
      </Controls>
      {sourceKind.value === "own" && <ImageChooser source={own} />}
      {sourceKind.value === "own" && own.kind.value === "drawing" && (
        <TitledGrid
          name="drawing"
          title="draw here"
          label="Your drawing"
          part="input"
          values={own.drawing.value}
          cell={cellSize(280, own.size)}
          numbers={false}
          span={255}
          onPaint={own.paint}
        />
      )}
    </>
  );
}

function describe(model: Model): string {
  const network = model.exploration.network.value;
  if (network === null) return model.exploration.message.value;
  const layer = network.layers[model.layer.value];
  const output = model.outputs.value[model.layer.value];
  if (layer === undefined || output === undefined || output === null) return "The network is being asked.";
  const { row, column, channel } = model.unit.value;
  const value = formatNumber(valueAt(output, row, column, channel));
  const place =
    output.height > 1 ? `map ${channel + 1}, row ${row + 1}, column ${column + 1}` : `unit ${channel + 1}`;
  return `${describeGuess(model, network)} Chosen: ${nameOf(layer)}, ${place}, value ${value}.`;
}

function describeGuess(model: Model, network: Network): string {
  const probabilities = model.outputs.value.at(-1)?.values ?? new Float64Array();
  if (probabilities.length !== network.classNames.length) return "";
  const best = probabilities.reduce(
    (top, value, index) => (value > (probabilities[top] ?? 0) ? index : top),
    0,
  );
  const label = model.exploration.activations.value?.label ?? null;
  const truth =
    label === null ? "" : label === best ? ", which is right" : `; it is ${network.classNames[label]}`;
  return `The network takes the picture for ${network.classNames[best]}, with ${Math.round(100 * (probabilities[best] ?? 0))} percent${truth}.`;
}
