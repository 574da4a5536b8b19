export const kernels = {
  identity: {
    label: "Identity",
    explanation:
      "Copies the central pixel: the output is the input, without its border if there is no padding.",
  },
  blur: { label: "Blur", explanation: "The mean of nine pixels: fine detail is smoothed away." },
  sharpen: {
    label: "Sharpen",
    explanation: "Five times the central pixel minus its four neighbours: differences are amplified.",
  },
  edges: {
    label: "Edges, all directions",
    explanation:
      "Eight times the central pixel minus all its neighbours: zero wherever the image is uniform.",
  },
  "sobel-x": {
    label: "Vertical edges, Sobel",
    explanation:
      "Right minus left: positive where values increase to the right, negative where they decrease.",
  },
  "sobel-y": {
    label: "Horizontal edges, Sobel",
    explanation: "Below minus above: positive where values increase downwards, negative where they decrease.",
  },
  emboss: {
    label: "Emboss",
    explanation: "Bottom right minus top left, added to the image: it looks lit from one side.",
  },
};
