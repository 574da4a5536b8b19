import { describe, expect, it } from "vitest";
import { LoadedAssets, type RuntimeAssets } from "../../../../src/page/sandbox/runtime-assets.ts";

function loaded(load: (isAgain: boolean) => Promise<RuntimeAssets>) {
  const loads: boolean[] = [];
  const assets = new LoadedAssets((isAgain) => {
    loads.push(isAgain);
    return load(isAgain);
  });
  return { assets, loads };
}

const some = async (): Promise<RuntimeAssets> => ({ runtime: new ArrayBuffer(1), wasm: new ArrayBuffer(1) });

describe("the files of the runtime", () => {
  it("are loaded once", async () => {
    const { assets, loads } = loaded(some);
    expect(await assets.get()).toBe(await assets.get());
    expect(loads).toEqual([false]);
  });

  it("are loaded again after a failure", async () => {
    const { assets, loads } = loaded(() => Promise.reject(new Error("offline")));
    await expect(assets.get()).rejects.toThrow("offline");
    await expect(assets.get()).rejects.toThrow("offline");
    expect(loads).toEqual([false, false]);
  });

  it("are loaded again, past the browser's cache, if no runtime started from them", async () => {
    const { assets, loads } = loaded(some);
    await assets.get();
    assets.forget();
    await assets.get();
    await assets.get();
    expect(loads).toEqual([false, true]);
  });
});
