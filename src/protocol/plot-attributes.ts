import type { TraceType } from "./trace-types.ts";

/** The attributes of Plotly's traces that charts have. Others (links, sources, templates) are left out. */
export const TRACE_ATTRIBUTES: readonly string[] =
  `type mode name x y z text hovertext line marker fill fillcolor opacity orientation width base offset colorscale
  showscale reversescale zmin zmax zmid zauto colorbar xaxis yaxis x0 dx y0 dy error_x error_y textposition
  texttemplate textfont hoverinfo hovertemplate showlegend visible stackgroup legendgroup connectgaps xgap ygap
  zsmooth autocolorscale coloraxis cliponaxis zorder xhoverformat yhoverformat zhoverformat
  alignmentgroup offsetgroup constraintext textangle insidetextanchor insidetextfont outsidetextfont
  groupnorm stackgaps hoveron hoverongaps fillgradient fillpattern legendrank legendwidth legendgrouptitle
  nbinsx nbinsy xbins ybins autobinx autobiny histnorm histfunc cumulative bingroup xbingroup ybingroup
  q1 median q3 lowerfence upperfence mean sd boxpoints boxmean jitter pointpos notched notchwidth whiskerwidth
  quartilemethod side points box meanline bandwidth scalemode scalegroup span spanmode notchspan sdmultiple
  showwhiskers sizemode
  contours ncontours autocontour transpose labels label0 dlabel automargin values hole sort direction rotation pull textinfo insidetextorientation domain
  scene projection surfaceaxis surfacecolor hidesurface lighting lightposition cmin cmax cmid cauto
  opacityscale error_z`.split(/\s+/);

const POSITIONS = [["x"], ["y"], ["q1"], ["median"], ["q3"]];

/** What a trace of each type has its values in: each list is enough, if the trace has all of its attributes. */
const VALUES: Readonly<Record<TraceType, readonly (readonly string[])[]>> = {
  scatter: POSITIONS,
  bar: POSITIONS,
  histogram: POSITIONS,
  box: POSITIONS,
  violin: POSITIONS,
  heatmap: [["z"]],
  histogram2d: [["x", "y"], ["z"]],
  contour: [["z"]],
  pie: [["values"], ["labels"]],
  surface: [["z"]],
  scatter3d: [["x", "y", "z"]],
};

/** Whether a trace is without the values of which Plotly would draw something. */
export function hasNoValues(type: TraceType, has: (attribute: string) => boolean): boolean {
  return !VALUES[type].some((attributes) => attributes.every(has));
}

/** The smallest values of a trace, as its author would write them. */
export function exampleOf(type: TraceType): string {
  switch (type) {
    case "heatmap":
    case "contour":
    case "surface":
      return "`z: [[1, 2], [3, 4]]`";
    case "pie":
      return '`labels: ["a", "b"], values: [1, 2]`';
    case "histogram":
      return "`x: [1, 2, 2]`";
    case "histogram2d":
      return "`x: [1, 2], y: [3, 4]`";
    case "scatter3d":
      return "`x: [1, 2], y: [1, 2], z: [1, 2]`";
    default:
      return "`y: [1, 2, 3]`";
  }
}

/** The attributes of a layout that charts have, without those that are numbered: axes and scenes. */
export const LAYOUT_ATTRIBUTES: readonly string[] =
  `title barmode barnorm bargap bargroupgap boxmode boxgap boxgroupgap violinmode violingap violingroupgap piecolorway
  showlegend legend annotations shapes height coloraxis hovermode grid margin xaxis yaxis scene`.split(/\s+/);

/** Whether an attribute of a layout is an axis, such as `xaxis` or `yaxis2`. */
export function isAxis(key: string): boolean {
  return /^[xy]axis\d{0,2}$/.test(key);
}

/** Whether charts have an attribute of a layout, which may have a number, such as `scene2`. */
export function isLayoutAttribute(key: string): boolean {
  return LAYOUT_ATTRIBUTES.includes(key) || isAxis(key) || /^scene\d{1,2}$/.test(key);
}
