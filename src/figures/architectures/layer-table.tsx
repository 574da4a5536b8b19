import type { ComponentChildren, JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { useFigure, usePageId } from "../parts/figure-host.tsx";
import { formatCount, formatShortCount } from "../parts/text/format.ts";
import type { AnalysedLayer, Analysis } from "./analysis.ts";
import { formatNarrowShape, layerLabel, layerName } from "./describe.ts";
import type { ArchitecturesModel } from "./model.ts";

/** Below this width, large counts are abbreviated. */
const COMPACT = 520;

/** Output shape, parameters and multiply–accumulates of each layer. Choosing a row chooses its layer. */
export function LayerTable({ model }: { readonly model: ArchitecturesModel }): JSX.Element {
  const { width } = useFigure();
  const group = usePageId();
  const analysis = model.analysis.value;
  const compact = width.value < COMPACT;
  return (
    <table class={`fig-layers${compact ? " fig-compact" : ""}`} onPointerLeave={() => model.point(null)}>
      <Head compact={compact} />
      <tbody>
        <Row model={model} group={group} index={0} name={figureWords.parts.input} label="">
          <td>{formatNarrowShape(analysis.input)}</td>
          <td />
          <td />
        </Row>
        {analysis.layers.map((layer, index) => (
          <Row
            key={`${index}-${layer.named.name}`}
            model={model}
            group={group}
            index={index + 1}
            name={layerName(layer.named.name)}
            label={layer.named.layer.type === "dense" ? "" : layerLabel(layer.named)}
            type={layer.named.layer.type}
          >
            <Numbers layer={layer} analysis={analysis} compact={compact} />
          </Row>
        ))}
      </tbody>
      <Totals analysis={analysis} compact={compact} />
    </table>
  );
}

function Head({ compact }: { readonly compact: boolean }): JSX.Element {
  return (
    <thead>
      <tr>
        <th scope="col">{figureWords.architectures.layerColumn}</th>
        <th scope="col">{figureWords.architectures.outputColumn}</th>
        <th scope="col">{figureWords.architectures.parametersColumn}</th>
        <th scope="col">
          {compact ? (
            <abbr title={figureWords.architectures.workAtLength}>MACs</abbr>
          ) : (
            figureWords.architectures.workColumn
          )}
        </th>
      </tr>
    </thead>
  );
}

function Totals(props: { readonly analysis: Analysis; readonly compact: boolean }): JSX.Element {
  const { analysis, compact } = props;
  return (
    <tfoot>
      <tr>
        <th scope="row">
          {analysis.complete ? figureWords.architectures.total : figureWords.architectures.soFar}
        </th>
        <td />
        <td>{formatCount(analysis.parameters)}</td>
        <td>{(compact ? formatShortCount : formatCount)(analysis.multiplyAccumulates)}</td>
      </tr>
    </tfoot>
  );
}

/** A row whose header is the radio button that chooses the layer. */
function Row(props: {
  readonly model: ArchitecturesModel;
  /** The name of the group of radio buttons. */
  readonly group: string;
  readonly index: number;
  readonly name: string;
  readonly label: string;
  readonly type?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { model, index, type } = props;
  const { selected, pointed, point, select } = model;
  const classes = [
    index === selected.value ? "fig-layer-chosen" : "",
    index === pointed.value ? "fig-layer-pointed" : "",
    type === undefined ? "" : `fig-layer-${type}`,
  ];
  return (
    <tr class={classes.join(" ")} onPointerEnter={() => point(index)} onClick={() => select(index)}>
      <th scope="row">
        <label>
          <input
            type="radio"
            class="fig-hidden"
            name={props.group}
            checked={index === selected.value}
            onChange={() => select(index)}
          />
          <span>
            <b>{props.name}</b> <small>{props.label}</small>
          </span>
        </label>
      </th>
      {props.children}
    </tr>
  );
}

function Numbers(props: {
  readonly layer: AnalysedLayer;
  readonly analysis: Analysis;
  readonly compact: boolean;
}): JSX.Element {
  const { layer, analysis, compact } = props;
  switch (layer.type) {
    case "unknown":
      return (
        <>
          <td>–</td>
          <td>–</td>
          <td>–</td>
        </>
      );
    case "impossible":
      return (
        <td colSpan={3} class="fig-fault">
          {layer.reason}
        </td>
      );
    case "counted": {
      const { output, parameters, multiplyAccumulates } = layer.cost;
      const most = largestCosts(analysis);
      return (
        <>
          <td>{formatNarrowShape(output)}</td>
          <td class="fig-share" style={{ "--share": String(parameters / most.parameters) }}>
            {formatCount(parameters)}
          </td>
          <td class="fig-share" style={{ "--share": String(multiplyAccumulates / most.multiplyAccumulates) }}>
            {(compact ? formatShortCount : formatCount)(multiplyAccumulates)}
          </td>
        </>
      );
    }
  }
}

/** The most expensive layer in each respect; at least 1. */
function largestCosts({ layers }: Analysis) {
  const costs = layers.flatMap((layer) => (layer.type === "counted" ? [layer.cost] : []));
  return {
    parameters: Math.max(1, ...costs.map(({ parameters }) => parameters)),
    multiplyAccumulates: Math.max(1, ...costs.map(({ multiplyAccumulates }) => multiplyAccumulates)),
  };
}
