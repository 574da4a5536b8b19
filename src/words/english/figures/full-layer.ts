import { plural } from "../../plural.ts";

export const fullLayer = {
  through: (image: string, filters: string, activation: string) =>
    `${image} through ${filters}; activation ${activation}.`,
  map: (number: number) => `Map ${number}`,
  withBias: (bias: string, biased: string, activation: string, activated: string) =>
    `with the bias ${bias} it is ${biased}, and after ${activation} ${activated}.`,
  size: (filters: number) =>
    `${plural(filters, "filter", "filters")} of 3 × 3 weights with a bias each: ${filters}·(9 + 1) = ${filters * 10} parameters. The layer’s output is 28 × 28 × ${filters}`,
  shares: (size: string, first: string, last: string) =>
    `${size}; ${first} and ${last} of the values in its maps are above 0.`,
  filter: (number: number, name: string, bias: string) => `filter ${number} ${name}, bias ${bias}`,
  filterLabel: (number: number, name: string) => `Filter ${number}, ${name}`,
  bias: "Bias",
  mapLabel: (number: number, title: string) => `Map ${number}, ${title}`,
  label: "A whole convolutional layer",
  activation: "Activation",
  filterAndBias: "filter and bias",
  convolution: "convolution",
  plusBias: "+ bias",
  imageIs: (name: string) => `Image: ${name}`,
  sums: "sums",
};
