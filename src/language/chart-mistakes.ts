import type ts from "typescript";
import { nearest } from "../protocol/nearest.ts";
import {
  exampleOf,
  hasNoValues,
  isAxis,
  isLayoutAttribute,
  LAYOUT_ATTRIBUTES,
  TRACE_ATTRIBUTES,
} from "../protocol/plot-attributes.ts";
import { isTraceType, TRACE_TYPES, type TraceType } from "../protocol/trace-types.ts";
import {
  AXIS,
  AXIS_TEXTS,
  LAYOUT_TEXTS,
  LINE,
  LINE_TEXTS,
  MARKER,
  MARKER_TEXTS,
  type Texts,
  TRACE_TEXTS,
} from "./chart-attributes.ts";
import {
  isWhole,
  isWrittenIn,
  objectsIn,
  propertiesOf,
  textOf,
  valueAt,
  type WrittenProperty,
} from "./known-values.ts";
import type { CallMistake, LibraryCall } from "./library-call.ts";

type Remedies = Readonly<Record<string, string>>;

/** A kind of object in a chart, with the attributes that it can have. */
interface ObjectKind {
  /** As in "a trace has no `label`". */
  readonly what: string;
  readonly attributes: readonly string[];
  readonly has: (key: string) => boolean;
  /** The texts that attributes can have. */
  readonly texts: Texts;
  /** What to write in place of names from elsewhere. */
  readonly elsewhere: Remedies;
}

const COLOUR = "Write `color`.";
const CHART_TITLE = 'The title is in the layout: `plot(traces, { title: { text: "…" } })`.';
const AXIS_TITLES = 'Axes are in the layout: `plot(traces, { xaxis: { title: { text: "…" } } })`.';
const OF_PAGE = "Charts have the colours and fonts of the page: leave it out.";

const TRACE: ObjectKind = {
  what: "a trace",
  attributes: TRACE_ATTRIBUTES,
  has: (key) => TRACE_ATTRIBUTES.includes(key),
  texts: TRACE_TEXTS,
  elsewhere: {
    label: "What the legend calls it is its `name`.",
    legend: "What the legend calls it is its `name`.",
    title: CHART_TITLE,
    xlabel: AXIS_TITLES,
    ylabel: AXIS_TITLES,
    xaxisTitle: AXIS_TITLES,
    yaxisTitle: AXIS_TITLES,
    color: 'Write `marker: { color: "…" }` or `line: { color: "…" }`.',
    colour: 'Write `marker: { color: "…" }` or `line: { color: "…" }`.',
    c: 'Write `marker: { color: "…" }` or `line: { color: "…" }`.',
    size: "Write `marker: { size: 8 }`.",
    symbol: 'Write `marker: { symbol: "square" }`.',
    linewidth: "Write `line: { width: 2 }`.",
    lineWidth: "Write `line: { width: 2 }`.",
    dash: 'Write `line: { dash: "dot" }`.',
    linestyle: 'Write `line: { dash: "dot" }`.',
    alpha: "Write `opacity`.",
    data: "Its values are `x` and `y`.",
    kind: "Write `type`.",
    chart: "Write `type`.",
    bins: "Write `nbinsx`.",
    nbins: "Write `nbinsx`.",
    cmap: "Write `colorscale`.",
    colorScale: "Write `colorscale`.",
  },
};

const LAYOUT: ObjectKind = {
  what: "a layout",
  attributes: LAYOUT_ATTRIBUTES,
  has: isLayoutAttribute,
  texts: LAYOUT_TEXTS,
  elsewhere: {
    xlabel: 'Write `xaxis: { title: { text: "…" } }`.',
    ylabel: 'Write `yaxis: { title: { text: "…" } }`.',
    xlim: "Write `xaxis: { range: [0, 1] }`.",
    ylim: "Write `yaxis: { range: [0, 1] }`.",
    width: "A chart is as wide as its text: leave it out.",
    autosize: "A chart is as wide as its text: leave it out.",
    name: "A chart has a `title`, and a trace a `name`.",
    label: 'The title is `title: { text: "…" }`.',
    font: OF_PAGE,
    template: OF_PAGE,
    colorway: OF_PAGE,
    paper_bgcolor: OF_PAGE,
    plot_bgcolor: OF_PAGE,
    dragmode: "Charts are not dragged: leave it out.",
  },
};

const AXIS_KIND: ObjectKind = {
  ...kind("an axis", AXIS, AXIS_TEXTS),
  elsewhere: {
    label: 'Write `title: { text: "…" }`.',
    name: 'Write `title: { text: "…" }`.',
    text: 'Write `title: { text: "…" }`.',
    min: "Write `range: [0, 1]`.",
    max: "Write `range: [0, 1]`.",
    limits: "Write `range: [0, 1]`.",
    scale: 'Write `type: "log"`.',
    log: 'Write `type: "log"`.',
    ticks_text: "Write `ticktext`.",
  },
};

const MARKS: Remedies = { colour: COLOUR, alpha: "Write `opacity`." };
const MARKER_KIND: ObjectKind = { ...kind("a marker", MARKER, MARKER_TEXTS), elsewhere: MARKS };
const LINE_KIND: ObjectKind = {
  ...kind("a line", LINE, LINE_TEXTS),
  elsewhere: { ...MARKS, style: 'Write `dash: "dot"`.', type: 'Write `dash: "dot"`.' },
};

function kind(what: string, attributes: readonly string[], texts: Texts): ObjectKind {
  return { what, attributes, has: (key) => attributes.includes(key), texts, elsewhere: {} };
}

/** Types of traces that charts do not have, with what to write instead. */
const TYPES_ELSEWHERE: Remedies = {
  line: 'Write `type: "scatter", mode: "lines"`.',
  lines: 'Write `type: "scatter", mode: "lines"`.',
  markers: 'Write `type: "scatter", mode: "markers"`.',
  points: 'Write `type: "scatter", mode: "markers"`.',
  area: 'Write `type: "scatter", fill: "tozeroy"`.',
  scattergl: 'Write `type: "scatter"`.',
  column: 'Write `type: "bar"`.',
  boxplot: 'Write `type: "box"`.',
  image: "Show pictures with `imshow`.",
  table: "Show tables with `table`.",
  mesh3d: 'Write `type: "surface"`.',
  histogram2dcontour: 'Write `type: "histogram2d"` or `type: "contour"`.',
};

/** Traces and layouts with what charts do not have, which would be refused or ignored. */
export function chartMistakes(
  calls: readonly LibraryCall[],
  checker: ts.TypeChecker,
): readonly CallMistake[] {
  return calls.flatMap(({ name, call }) => {
    if (name !== "plot") return [];
    const [traces, layout] = call.arguments.map((argument) => objectsIn(argument, checker));
    return [
      ...(traces ?? []).flatMap((trace) => traceMistakes(trace, call, checker)),
      ...(layout ?? []).flatMap((object) => layoutMistakes(object, checker)),
    ];
  });
}

function traceMistakes(
  trace: ts.ObjectLiteralExpression,
  call: ts.CallExpression,
  checker: ts.TypeChecker,
): readonly CallMistake[] {
  const node = valueAt(trace, "type");
  const type = node === undefined ? "scatter" : textOf(node, checker);
  if (node !== undefined && type !== undefined && !isTraceType(type)) return [unknownType(node, type)];
  const kindOfTrace = type === "pie" ? { ...TRACE, elsewhere: {} } : TRACE;
  const mistakes = propertiesOf(trace).flatMap((property) => [
    ...attributeMistakes(property, kindOfTrace, checker),
    ...(property.key === "marker" ? attributesIn(property, MARKER_KIND, checker) : []),
    ...(property.key === "line" ? attributesIn(property, LINE_KIND, checker) : []),
  ]);
  // A trace with a name may get its values later.
  const isComplete = mistakes.length === 0 && isWrittenIn(call, trace);
  return isComplete && isTraceType(type) ? missingValues(trace, type) : mistakes;
}

function missingValues(trace: ts.ObjectLiteralExpression, type: TraceType): readonly CallMistake[] {
  if (!isWhole(trace) || !hasNoValues(type, (attribute) => valueAt(trace, attribute) !== undefined))
    return [];
  const message = `plot: a trace of the type \`${type}\` has no values.`;
  return [{ node: trace, message, remedy: `Give it ${exampleOf(type)}.` }];
}

function unknownType(node: ts.Node, type: string): CallMistake {
  const near = nearest(type, TRACE_TYPES);
  const other = Object.hasOwn(TYPES_ELSEWHERE, type) ? TYPES_ELSEWHERE[type] : undefined;
  const all = TRACE_TYPES.map((each) => `\`${each}\``).join(", ");
  return {
    node,
    message: `plot: there are no charts of the type \`${type}\`.`,
    remedy: other ?? (near === null ? `Possible are ${all}.` : `Did you mean \`${near}\`?`),
  };
}

function layoutMistakes(layout: ts.ObjectLiteralExpression, checker: ts.TypeChecker): readonly CallMistake[] {
  return propertiesOf(layout).flatMap((property) => [
    ...attributeMistakes(property, LAYOUT, checker),
    ...(isAxis(property.key) ? attributesIn(property, AXIS_KIND, checker) : []),
  ]);
}

function attributesIn(
  { value }: WrittenProperty,
  of: ObjectKind,
  checker: ts.TypeChecker,
): readonly CallMistake[] {
  return objectsIn(value, checker)
    .flatMap(propertiesOf)
    .flatMap((property) => attributeMistakes(property, of, checker));
}

function attributeMistakes(
  property: WrittenProperty,
  of: ObjectKind,
  checker: ts.TypeChecker,
): readonly CallMistake[] {
  return of.has(property.key) ? unknownText(property, of, checker) : [unknownAttribute(property, of)];
}

function unknownAttribute({ key, name }: WrittenProperty, of: ObjectKind): CallMistake {
  const other = Object.hasOwn(of.elsewhere, key) ? of.elsewhere[key] : undefined;
  const near = nearest(key, of.attributes);
  const remedy =
    other ??
    (near === null
      ? "It is ignored: remove it, or correct its name (https://plotly.com/javascript/reference/)."
      : `Did you mean \`${near}\`?`);
  return { node: name, message: `plot: ${of.what} has no \`${key}\`.`, remedy };
}

/** A text that is none of those that an attribute can have. */
function unknownText(
  { key, value: node }: WrittenProperty,
  { texts }: ObjectKind,
  checker: ts.TypeChecker,
): readonly CallMistake[] {
  const possible = Object.hasOwn(texts, key) ? texts[key] : undefined;
  const written = textOf(node, checker);
  if (possible === undefined || written === undefined) return [];
  // Modes are joined: `lines+markers`.
  const parts = key === "mode" ? written.split("+") : [written];
  const wrong = parts.find((part) => !possible.includes(part));
  if (wrong === undefined) return [];
  const near = nearest(wrong, possible);
  const all = possible.filter((value) => value !== "").map((value) => `\`${value}\``);
  return [
    {
      node,
      message: `plot: \`${wrong}\` is not a value of \`${key}\`.`,
      remedy: near ? `Did you mean \`${near}\`?` : `Possible are ${all.join(", ")}.`,
    },
  ];
}
