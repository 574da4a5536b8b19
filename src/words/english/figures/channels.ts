import { plural } from "../../plural.ts";

export const channels = {
  colours: { red: "red", green: "green", blue: "blue" },
  channel: (colour: string) => `The ${colour} channel`,
  from: (colour: string) => `from ${colour}`,
  contributes: (colour: string) => `What ${colour} contributes`,
  weightsFor: (colour: string) => `Weights for ${colour}`,
  map: (number: number) => `map ${number}`,
  theSum: "the sum",
  mapSum: (number: number) => `Map ${number}, the sum of all channels`,
  allProducts: "All 27 products",
  filters: {
    red: "Red, not green or blue",
    upright: "Upright edges in any channel",
    greenToRed: "Upright edges from green to red",
    brightness: "Brightness, blurred",
    blueLevel: "Level edges in blue",
    green: "Green, not red or blue",
    own: "Your own",
  },
  through: (image: string, filters: number, labels: string) =>
    `${image}, 28 × 28 in 3 channels, through ${plural(filters, "filter", "filters")}: ${labels}.`,
  shown: (filter: number) => `Filter ${filter} is shown channel by channel.`,
  product: (factors: readonly number[], weights: number) =>
    `${factors.join(" times ")} makes ${weights} weights.`,
  sum: (cell: string, sum: string, parts: string) => `${cell}: ${sum}, that is ${parts}`,
  allFilters: "all filters",
  eachMakesOne: "each makes one map out of all channels",
  filter: (number: number, name: string) => `Filter ${number}: ${name}`,
  removeFilter: (number: number) => `Remove filter ${number}`,
  tensor: (biases: number, many: string) =>
    `of a 4-D tensor: height, width, channels in, channels out; and ${plural(biases, "bias", "biases")}. With 64 channels in and 128 out it would be ${many}.`,
  addFilter: "Add a filter",
  picture: "Picture",
  balloon: "Balloon",
  another: "Another picture",
  balloonName: "a striped balloon over a meadow",
};
