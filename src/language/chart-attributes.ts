/** What Plotly's objects in traces and layouts can have; a test compares it with Plotly's own description. */

/** The attributes of `marker`, of all traces together. */
export const MARKER: readonly string[] =
  `angle angleref autocolorscale cauto cmax cmid cmin color coloraxis colorbar colors colorscale cornerradius gradient
  line maxdisplayed opacity outliercolor pattern reversescale showscale size sizemin sizemode sizeref standoff
  symbol`.split(/\s+/);

/** The attributes of `line`, of all traces together. */
export const LINE: readonly string[] =
  `autocolorscale backoff cauto cmax cmid cmin color coloraxis colorbar colorscale dash reversescale shape showscale
  simplify smoothing width`.split(/\s+/);

/** The attributes of the axes of a layout. */
export const AXIS: readonly string[] =
  `anchor automargin autorange autorangeoptions autoshift autotickangles autotypenumbers calendar categoryarray
  categoryorder color constrain constraintoward dividercolor dividerwidth domain dtick exponentformat fixedrange
  gridcolor griddash gridwidth hoverformat insiderange labelalias layer linecolor linewidth matches maxallowed
  minallowed minexponent minor minorloglabels mirror modebardisable nticks overlaying position range rangebreaks
  rangemode rangeselector rangeslider scaleanchor scaleratio separatethousands shift showdividers showexponent showgrid
  showline showspikes showticklabels showtickprefix showticksuffix side spikecolor spikedash spikemode spikesnap
  spikethickness tick0 tickangle tickcolor tickfont tickformat tickformatstops ticklabelindex ticklabelmode
  ticklabeloverflow ticklabelposition ticklabelshift ticklabelstandoff ticklabelstep ticklen tickmode tickprefix ticks
  tickson ticksuffix ticktext tickvals tickwidth title type uirevision unifiedhovertitle visible zeroline zerolinecolor
  zerolinelayer zerolinewidth`.split(/\s+/);

/** The texts that an attribute can have; of others, any. */
export type Texts = Readonly<Record<string, readonly string[]>>;

/** A mode is one of them, or several that are joined by `+`. */
export const TRACE_TEXTS: Texts = {
  mode: ["lines", "markers", "text", "none"],
  orientation: ["v", "h"],
  fill: ["none", "tozeroy", "tozerox", "tonexty", "tonextx", "toself", "tonext"],
  histnorm: ["", "percent", "probability", "density", "probability density"],
  histfunc: ["count", "sum", "avg", "min", "max"],
};

export const LAYOUT_TEXTS: Texts = {
  barmode: ["stack", "group", "overlay", "relative"],
  barnorm: ["", "fraction", "percent"],
  boxmode: ["group", "overlay"],
  violinmode: ["group", "overlay"],
  hovermode: ["x", "y", "closest", "x unified", "y unified"],
};

export const AXIS_TEXTS: Texts = {
  type: ["-", "linear", "log", "date", "category", "multicategory"],
  rangemode: ["normal", "tozero", "nonnegative"],
  ticks: ["outside", "inside", ""],
  tickmode: ["auto", "linear", "array", "sync"],
  side: ["top", "bottom", "left", "right"],
};

export const LINE_TEXTS: Texts = { shape: ["linear", "spline", "hv", "vh", "hvh", "vhv"] };
export const MARKER_TEXTS: Texts = { sizemode: ["diameter", "area"] };
