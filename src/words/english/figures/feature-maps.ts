export const featureMaps = {
  imageIs: (name: string) => `Image: ${name}.`,
  selected: (filter: number, sum: string) => `Selected: filter ${filter}, ${sum}.`,
  map: (filter: number, name: string, low: string, high: string) =>
    `Filter ${filter}${name}: map from ${low} to ${high}`,
  filter: (number: number) => `Filter ${number}`,
  weightsOf: (number: number) => `Weights of filter ${number}`,
  mapLabel: (number: number, size: string) => `Feature map ${number}, ${size}`,
  imageLabel: (name: string, size: string) => `Image, ${name}, ${size}`,
  label: "Filters and their feature maps",
  at: (filter: number, row: number, column: number) => `Filter ${filter} at row ${row}, column ${column}:`,
  oneEach: ": one feature map for each filter.",
};
