/** A wrong answer that students give: the solution with `from` replaced by `to`, and what the checks say of it. */
export interface Mistake {
  readonly mistake: string;
  readonly from: string;
  readonly to: string;
  /** A second replacement. */
  readonly also?: readonly [from: string, to: string];
  readonly says: RegExp;
}

/** By the id of the exercise. */
export const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  "convolve-by-hand": [
    {
      mistake: "nothing is added",
      from: "sum += picture[i + a][j + b] * kernel[a][b];",
      to: "",
      says: /All sums are 0/,
    },
    {
      mistake: "the kernel is reflected",
      from: "kernel[a][b]",
      to: "kernel[kernel.length - 1 - a][kernel[0].length - 1 - b]",
      says: /reflected/,
    },
    {
      mistake: "it reads beyond the kernel's row",
      from: "b < kernel[0].length",
      to: "b <= kernel[0].length",
      says: /NaN/,
    },
    {
      mistake: "the last row of the kernel is left out",
      from: "a < kernel.length",
      to: "a < kernel.length - 1",
      says: /Not the same as tf\.conv2d/,
    },
    {
      mistake: "there are too few rows",
      from: "picture.length - kernel.length + 1",
      to: "1",
      says: /4 × 5|4 rows of 5/,
    },
  ],
  "design-a-kernel": [
    {
      mistake: "upright edges",
      from: "[-1, -2, -1],\n  [0, 0, 0],\n  [1, 2, 1]",
      to: "[-1, 0, 1],\n  [-2, 0, 2],\n  [-1, 0, 1]",
      says: /upright edge/,
    },
    {
      mistake: "wrong signs",
      from: "[-1, -2, -1],\n  [0, 0, 0],\n  [1, 2, 1]",
      to: "[1, 1, 1],\n  [0, 0, 0],\n  [-1, -1, -1]",
      says: /wrong way round/,
    },
    { mistake: "not 0 where it is flat", from: "[1, 2, 1]", to: "[2, 4, 2]", says: /sum to 0/ },
    {
      mistake: "all weights 0",
      from: "[-1, -2, -1],\n  [0, 0, 0],\n  [1, 2, 1]",
      to: "[0, 0, 0],\n  [0, 0, 0],\n  [0, 0, 0]",
      says: /does not see the edge/,
    },
    {
      mistake: "a line instead of an edge",
      from: "[-1, -2, -1],\n  [0, 0, 0],\n  [1, 2, 1]",
      to: "[-1, -1, -1],\n  [2, 2, 2],\n  [-1, -1, -1]",
      says: /lower row should outweigh/,
    },
    { mistake: "a row too few", from: "[0, 0, 0],\n", to: "", says: /three rows/ },
    {
      mistake: "no comma after a row",
      from: "[-1, -2, -1],",
      to: "[-1, -2, -1]",
      says: /a comma after each row/,
    },
  ],
  "output-size": [
    { mistake: "padding where there is none", from: "28 - 5 + 1", to: "28", says: /must not stick out/ },
    { mistake: "steps instead of places", from: "28 - 5 + 1", to: "28 - 5", says: /begins counts too/ },
    {
      mistake: "padding on one side",
      from: "28 + 2 * 2 - 5 + 1",
      to: "28 + 2 - 5 + 1",
      says: /on each side/,
    },
    {
      mistake: "half a place",
      from: "Math.floor((28 + 2 * 1 - 3) / 2) + 1",
      to: "(28 + 2 * 1 - 3) / 2 + 1",
      says: /Round down/,
    },
    {
      mistake: "rounded up",
      from: "Math.floor((28 + 2 * 1 - 3) / 2)",
      to: "Math.ceil((28 + 2 * 1 - 3) / 2)",
      says: /rounded down/,
    },
    {
      mistake: "AlexNet's steps",
      from: "Math.floor((227 - 11) / 4) + 1",
      to: "(227 - 11) / 4",
      says: /54 is the number of steps/,
    },
    { mistake: "any other number", from: "28 - 5 + 1", to: "7", says: /how many places/ },
  ],
  "count-the-parameters": [
    { mistake: "nothing returned", from: "return (kernelSize", to: "(kernelSize", says: /write `return`/ },
    {
      mistake: "^ for a power",
      from: "kernelSize * kernelSize * inputChannels",
      to: "kernelSize ^ 2 * inputChannels",
      says: /not a power/,
    },
    {
      mistake: "one bias for all units",
      from: "(inputs + 1) * units",
      to: "inputs * units + 1",
      says: /8 biases, not 1/,
    },
    {
      mistake: "no biases",
      from: "(kernelSize * kernelSize * inputChannels + 1) * filters",
      to: "kernelSize * kernelSize * inputChannels * filters",
      says: /also has a bias/,
    },
    {
      mistake: "one bias for all",
      from: "(kernelSize * kernelSize * inputChannels + 1) * filters",
      to: "kernelSize * kernelSize * inputChannels * filters + 1",
      says: /4 biases/,
    },
    {
      mistake: "input channels left out",
      from: "kernelSize * kernelSize * inputChannels",
      to: "kernelSize * kernelSize",
      says: /each input channel/,
    },
    {
      mistake: "a bias for every input channel",
      from: "(kernelSize * kernelSize * inputChannels + 1) * filters",
      to: "(kernelSize * kernelSize + 1) * inputChannels * filters",
      says: /one bias for each filter/,
    },
    {
      mistake: "a dense layer without biases",
      from: "(inputs + 1) * units",
      to: "inputs * units",
      says: /Each unit also has a bias/,
    },
    {
      mistake: "a constant",
      from: "(kernelSize * kernelSize * inputChannels + 1) * filters",
      to: "200",
      says: /not 200/,
    },
  ],
  "predict-then-run": [
    {
      mistake: "averages for maxima",
      from: "[4, 2],\n  [2, 6],",
      to: "[2.5, 1],\n  [0.75, 4],",
      says: /holds the averages/,
    },
    { mistake: "a wrong maximum", from: "[4, 2],", to: "[4, 3],", says: /top right/ },
    {
      mistake: "sums for averages",
      from: "[2.5, 1],\n  [0.75, 4],",
      to: "[10, 4],\n  [3, 16],",
      says: /These are the sums/,
    },
    {
      mistake: "no change by the shift",
      from: "[4, 3],\n  [2, 5],",
      to: "[4, 2],\n  [2, 6],",
      says: /not all maxima stay/,
    },
    {
      mistake: "the pooled map shifted by one",
      from: "[4, 3],\n  [2, 5],",
      to: "[0, 4],\n  [0, 2],",
      says: /does not move by one/,
    },
    {
      mistake: "the 6 kept",
      from: "[4, 3],\n  [2, 5],",
      to: "[4, 3],\n  [2, 6],",
      says: /bottom right number .* 0, 0, 1, 5 and 0, 2, 0, 3/,
    },
  ],
  "receptive-field-by-code": [
    {
      mistake: "windows that do not overlap",
      from: "field + (kernel - 1) * distance",
      to: "field + kernel * distance",
      says: /overlap/,
    },
    {
      mistake: "distance forgotten",
      from: "field + (kernel - 1) * distance",
      to: "field + (kernel - 1)",
      says: /Multiply by the distance/,
    },
    {
      mistake: "distance changed too early",
      from: "field = field + (kernel - 1) * distance;\n    distance = distance * stride;",
      to: "distance = distance * stride;\n    field = field + (kernel - 1) * distance;",
      says: /only after/,
    },
    {
      mistake: "distances added up",
      from: "distance * stride",
      to: "stride === 1 ? distance : distance + stride - 1",
      says: /not for other strides/,
    },
  ],
  "small-kernels": [
    { mistake: "^ for a power", from: "7 * 7 * 256 * 256", to: "7^2*256^2", says: /not a power/ },
    { mistake: "one filter", from: "7 * 7 * 256 * 256", to: "7 * 7 * 256", says: /one filter/ },
    {
      mistake: "biases",
      from: "7 * 7 * 256 * 256",
      to: "7 * 7 * 256 * 256 + 256",
      says: /includes the biases/,
    },
    {
      mistake: "one small layer",
      from: "3 * (3 * 3 * 256 * 256)",
      to: "3 * 3 * 256 * 256",
      says: /There are three/,
    },
    { mistake: "9 pixels", from: "1 + 2 + 2 + 2", to: "9", says: /overlap/ },
    {
      mistake: "weights for multiplications",
      from: "oneLarge * 56 * 56",
      to: "oneLarge",
      says: /each of the 56/,
    },
    {
      mistake: "the work of one small layer",
      from: "threeSmall * 56 * 56",
      to: "3 * 3 * 256 * 256 * 56 * 56",
      says: /counts one small layer/,
    },
  ],
  "second-layer": [
    {
      mistake: "nothing added",
      from: '    tf.layers.conv2d({\n      filters: 8,\n      kernelSize: 3,\n      padding: "same",\n      activation: "relu",\n    }),\n',
      to: "",
      says: /still only one convolution/,
    },
    { mistake: "too few filters", from: "filters: 8", to: "filters: 4", says: /4 filters, not 8/ },
    { mistake: "5 × 5", from: "kernelSize: 3", to: "kernelSize: 5", says: /5 × 5, not 3 × 3/ },
    {
      mistake: "no padding",
      from: 'kernelSize: 3,\n      padding: "same",',
      to: "kernelSize: 3,",
      says: /12 × 12/,
    },
    {
      mistake: "no activation",
      from: 'kernelSize: 3,\n      padding: "same",\n      activation: "relu",',
      to: 'kernelSize: 3, padding: "same",',
      says: /no ReLU/,
    },
    {
      mistake: "no second pooling",
      from: "tf.layers.maxPooling2d({ poolSize: 2 }),\n    tf.layers.flatten",
      to: "tf.layers.flatten",
      says: /second pooling is missing/,
    },
    { mistake: "a wrong prediction", from: '= "fewer"', to: '= "more"', says: /A layer more, and yet fewer/ },
  ],
  "hardest-class": [
    {
      mistake: "nothing counted",
      from: "if (test.labels[index] !== label) continue;",
      to: "continue;",
      says: /0 \/ 0/,
    },
    {
      mistake: "all pictures",
      from: "if (test.labels[index] !== label) continue;\n    pictures += 1;\n    if (guesses[index] === label)",
      to: "pictures += 1;\n    if (guesses[index] === test.labels[index])",
      says: /same share/,
    },
    {
      mistake: "divided by all",
      from: "if (test.labels[index] !== label) continue;\n    pictures += 1;\n    if (guesses[index] === label)",
      to: "pictures += 1;\n    if (test.labels[index] === label && guesses[index] === label)",
      says: /divide by all/,
    },
    {
      mistake: "precision",
      from: "test.labels[index] !== label",
      to: "guesses[index] !== label",
      says: /0 \/ 0|precision|should be/,
    },
  ],
  "beat-the-lecture": [
    {
      mistake: "too many parameters",
      from: "filters: 16",
      to: "filters: 32",
      also: ["epochs: 2", "epochs: 0"],
      says: /more than 10 000/,
    },
    { mistake: "not trained", from: "epochs: 2", to: "epochs: 0", says: /hardly more than by chance/ },
  ],
};
