export const activations = {
  vertical: "vertical",
  horizontal: "horizontal",
  at: (name: string, x: string, value: string, slope: string) =>
    `${name}: at x = ${x} its value is ${value} and its slope ${slope}.`,
  applied: (image: string, edges: string, low: string, high: string) =>
    `Applied to ${image} after a filter for ${edges} edges, it gives values from ${low} to ${high}.`,
  slope: "slope",
  gradientsPass: "gradients pass everywhere",
  noGradient: "almost no gradient passes there",
  shares: (negative: string, flat: string, limit: string, effect: string) =>
    `${negative} of the filtered map is negative. On ${flat} of the whole map the slope is below ${limit}: ${effect}.`,
  chooser: "Activation function",
  itsSlope: "its slope f′(x)",
  formulaOf: (name: string) => `f(x) of ${name}`,
  label: "Activation functions",
  filter: "Filter",
  verticalEdges: "Vertical edges",
  horizontalEdges: "Horizontal edges",
  filtered: "filtered",
  activated: "activated",
  map: (title: string, detail: string, size: string) => `${title}, the map ${detail}, ${size}`,
};
