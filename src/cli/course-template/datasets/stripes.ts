// An own dataset: a file here, whose name is the dataset's. Lessons declare it (`datasets: [stripes]`), and cells load it:
// `await loadDataset("stripes")`. This one computes its images; node_modules/lectern/src/datasets/README.md describes
// datasets with files.
import { defineDataset, type RawImages } from "lectern/datasets";

export const dataset = defineDataset({
  name: "stripes",
  title: "Stripes",
  licence: "CC0 1.0",
  homepage: "https://creativecommons.org/publicdomain/zero/1.0/",
  imageShape: { height: 8, width: 8 },
  classNames: ["horizontal", "vertical"],
  decode: () => ({ train: stripes(200), test: stripes(20) }),
});

/** Images of stripes, in turn horizontal and vertical: bytes row by row, and a label for each image. */
function stripes(length: number): RawImages {
  const labels = Uint8Array.from({ length }, (_, index) => index % 2);
  const images = Uint8Array.from({ length: length * 64 }, (_, pixel) => {
    const image = Math.floor(pixel / 64);
    const position = labels[image] === 0 ? Math.floor(pixel / 8) : pixel;
    return (position + Math.floor(image / 2)) % 3 === 0 ? 255 : 0;
  });
  return { images, labels, length, height: 8, width: 8 };
}
