/** What the dataset's browser test calls inside a page, bundled into one script as `lecternDataset`. */
export { drawSamples } from "../../src/datasets/synthetic/draw.ts";
export { obtainDataset } from "../../src/page/datasets/obtain-dataset.ts";
