/** What the dataset's browser test calls inside a page, bundled into one script as `lecternDataset`. */
export { drawStandInSamples } from "../../src/datasets/stand-in/draw.ts";
export { obtainDataset } from "../../src/page/datasets/obtain-dataset.ts";
