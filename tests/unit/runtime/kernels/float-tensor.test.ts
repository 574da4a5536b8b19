import { expect, test } from "vitest";
import { floatTensor } from "../../../../src/runtime/kernels/float-tensor.ts";
import { start } from "../start.ts";

const bytes = Uint8Array.from({ length: 6 }, (_, index) => index * 51);

for (const backend of ["cpu", "wasm"] as const) {
  test(`makes a float32 tensor of bytes on ${backend}`, async () => {
    await start(backend);
    const tensor = floatTensor(bytes, [2, 3]);
    expect([tensor.shape, tensor.dtype]).toEqual([[2, 3], "float32"]);
    expect(Array.from(await tensor.data())).toEqual([0, 51, 102, 153, 204, 255]);
    expect((await tensor.add(1).data())[0]).toBe(1);
  });
}
