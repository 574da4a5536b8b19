import { describe, expect, test } from "vitest";
import { CLASS_NAMES, dataset as fashionMnist } from "../../../../src/datasets/fashion-mnist.ts";
import { emptyIdx } from "../../../../src/datasets/idx.ts";
import { datasets } from "../../../../src/datasets/registry.ts";
import { DatasetStore } from "../../../../src/runtime/datasets/dataset-store.ts";
import { createDatasetLoader } from "../../../../src/runtime/datasets/load-dataset.ts";

/** Fashion-MNIST's files with all values zero. */
const files = [[60_000, 28, 28], [60_000], [10_000, 28, 28], [10_000]].map((shape) => emptyIdx(shape).file);

function setUp() {
  const requests: string[] = [];
  const warnings: string[] = [];
  const store = new DatasetStore((name) => requests.push(name));
  const loadDataset = createDatasetLoader(store, (message) => warnings.push(message));
  return { store, loadDataset, requests, warnings };
}

describe("loadDataset", () => {
  test("gives the images with the shape and class names of the dataset", async () => {
    const { store, loadDataset, warnings } = setUp();
    const loading = loadDataset("fashion-mnist");
    store.deliver(fashionMnist.name, { files, synthetic: false });
    const { train, test: testSplit } = await loading;
    expect([train.length, testSplit.length]).toEqual([60_000, 10_000]);
    expect(train).toMatchObject({ ...fashionMnist.imageShape, classNames: CLASS_NAMES });
    expect(train.slice(-10).images.length).toBe(10 * 28 * 28);
    expect(warnings).toEqual([]);
  });

  test("asks the page once, however often a cell calls it", async () => {
    const { store, loadDataset, requests } = setUp();
    const both = [loadDataset("fashion-mnist"), loadDataset("fashion-mnist")];
    store.deliver(fashionMnist.name, { files, synthetic: false });
    const [one, other] = await Promise.all(both);
    expect((await loadDataset("fashion-mnist")).train).toBe(one?.train);
    expect(other?.train).toBe(one?.train);
    expect(requests).toEqual(["fashion-mnist"]);
  });

  test("can be called again after a failure", async () => {
    const { store, loadDataset, requests } = setUp();
    const failing = loadDataset("fashion-mnist");
    store.fail(fashionMnist.name, "offline");
    await expect(failing).rejects.toThrow("offline");
    const loading = loadDataset("fashion-mnist");
    store.deliver(fashionMnist.name, { files, synthetic: false });
    expect((await loading).train.length).toBe(60_000);
    expect(requests).toEqual(["fashion-mnist", "fashion-mnist"]);
  });

  test("joins the parts of its files, and frees them", async () => {
    const { store, loadDataset } = setUp();
    const loading = loadDataset("fashion-mnist");
    const parts = files.flatMap((bytes, file) => {
      const halves = [bytes.slice(0, 9), bytes.slice(9)];
      return halves.map((part) => ({ type: "dataset-part" as const, name: fashionMnist.name, file, part }));
    });
    for (const part of parts) store.receive(part);
    store.receive({ type: "dataset", name: fashionMnist.name, files: [], synthetic: false });
    expect((await loading).test.length).toBe(10_000);
    expect(parts.map(({ part }) => part.byteLength)).toEqual(parts.map(() => 0));
  });

  test("takes a dataset with fewer images, and says how many", async () => {
    const { store, loadDataset, warnings } = setUp();
    const loading = loadDataset("fashion-mnist");
    const few = [[30, 28, 28], [30], [30, 28, 28], [30]].map((shape) => emptyIdx(shape).file);
    store.deliver(fashionMnist.name, { files: few, synthetic: false, perClass: 3 });
    const { train, test: testSplit } = await loading;
    expect([train.length, testSplit.length]).toEqual([30, 30]);
    expect(warnings).toEqual([expect.stringContaining("Only 3 images of each class of Fashion-MNIST")]);
  });

  test("warns if the dataset is synthetic", async () => {
    const { store, loadDataset, warnings } = setUp();
    const loading = loadDataset("fashion-mnist");
    store.deliver(fashionMnist.name, { files, synthetic: true });
    await loading;
    expect(warnings).toEqual([expect.stringContaining("not Fashion-MNIST")]);
  });

  test("asks again after a synthetic one, which the network may have caused", async () => {
    const { store, loadDataset, requests, warnings } = setUp();
    const both = [loadDataset("fashion-mnist"), loadDataset("fashion-mnist")];
    store.deliver(fashionMnist.name, { files, synthetic: true });
    await Promise.all(both);
    expect(requests).toEqual(["fashion-mnist"]);
    const loading = loadDataset("fashion-mnist");
    store.deliver(fashionMnist.name, { files, synthetic: false });
    const { train } = await loading;
    expect((await loadDataset("fashion-mnist")).train).toBe(train);
    expect(requests).toEqual(["fashion-mnist", "fashion-mnist"]);
    expect(warnings).toHaveLength(1);
  });

  test.each(["fashion", "", "../secrets", "__proto__"])(
    "reports that there is no dataset %j",
    async (name) => {
      const known = [...datasets.keys()].map((other) => `"${other}"`).join(", ");
      const { loadDataset, requests } = setUp();
      await expect(loadDataset(name)).rejects.toThrow(
        `loadDataset: there is no dataset "${name}". There is ${known}.`,
      );
      expect(requests).toEqual([]);
    },
  );
});
