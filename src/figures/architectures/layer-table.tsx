import type { JSX } from "preact";
import { usePageId } from "../parts/figure-host.tsx";
import { formatCount } from "../parts/text/format.ts";
import { type AnalysedLayer, type Analysis, layerWords, shapeWords } from "./analysis.ts";

/** Layer, output shape, parameters and multiply–accumulates; the chosen row is the chosen layer. */
export function LayerTable(props: {
  readonly analysis: Analysis;
  readonly compact: boolean;
  readonly selected: number;
  readonly pointed: number | null;
  readonly onPoint: (index: number | null) => void;
  readonly onSelect: (index: number) => void;
}): JSX.Element {
  const { analysis, compact } = props;
  const group = usePageId();
  const mark = (index: number) =>
    `${index === props.selected ? "fig-layer-chosen" : ""} ${index === props.pointed ? "fig-layer-pointed" : ""}`;
  const choice = (index: number, name: string, words: string) => (
    <th scope="row">
      <label>
        <input
          type="radio"
          class="fig-hidden"
          name={group}
          checked={index === props.selected}
          onChange={() => props.onSelect(index)}
        />
        <span>
          <b>{name}</b> <small>{words}</small>
        </span>
      </label>
    </th>
  );
  return (
    <table class={`fig-layers${compact ? " fig-compact" : ""}`} onPointerLeave={() => props.onPoint(null)}>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">Output</th>
          <th scope="col">Parameters</th>
          <th scope="col">
            {compact ? <abbr title="Multiply–accumulates">MACs</abbr> : "Multiply–accumulates"}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr class={mark(0)} onPointerEnter={() => props.onPoint(0)} onClick={() => props.onSelect(0)}>
          {choice(0, "input", "")}
          <td>{shapeWords(analysis.input).replaceAll(" ", "\u2009")}</td>
          <td />
          <td />
        </tr>
        {analysis.layers.map((layer, place) => (
          <tr
            key={`${place}-${layer.named.name}`}
            class={`${mark(place + 1)} fig-layer-${layer.named.layer.type}`}
            onPointerEnter={() => props.onPoint(place + 1)}
            onClick={() => props.onSelect(place + 1)}
          >
            {choice(
              place + 1,
              layer.named.name,
              layer.named.layer.type === "dense" ? "" : layerWords(layer.named),
            )}
            <Numbers layer={layer} analysis={analysis} compact={compact} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{analysis.complete ? "Total" : "So far"}</th>
          <td />
          <td>{formatCount(analysis.parameters)}</td>
          <td>{(compact ? shortCount : formatCount)(analysis.multiplyAccumulates)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Numbers(props: {
  readonly layer: AnalysedLayer;
  readonly analysis: Analysis;
  readonly compact: boolean;
}): JSX.Element {
  const { layer, analysis } = props;
  if (layer.state === "unknown") {
    return (
      <>
        <td>–</td>
        <td>–</td>
        <td>–</td>
      </>
    );
  }
  if (layer.state === "impossible") {
    return (
      <td colSpan={3} class="fig-fault">
        {layer.reason}
      </td>
    );
  }
  const { cost } = layer;
  const most = (amount: (one: typeof cost) => number) =>
    analysis.layers.reduce((best, one) => Math.max(best, one.state === "counted" ? amount(one.cost) : 0), 1);
  const share = (amount: (one: typeof cost) => number) => ({
    "--share": String(amount(cost) / most(amount)),
  });
  return (
    <>
      <td>{shapeWords(cost.output).replaceAll(" ", "\u2009")}</td>
      <td class="fig-share" style={share((one) => one.parameters)}>
        {formatCount(cost.parameters)}
      </td>
      <td class="fig-share" style={share((one) => one.multiplyAccumulates)}>
        {(props.compact ? shortCount : formatCount)(cost.multiplyAccumulates)}
      </td>
    </>
  );
}

/** Three digits and k, M or G: thousands, millions, thousand millions. */
export function shortCount(value: number): string {
  const units = [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const;
  for (const [size, unit] of units) {
    if (value >= size * 0.9995) return `${Number((value / size).toPrecision(3))}\u202f${unit}`;
  }
  return String(value);
}
