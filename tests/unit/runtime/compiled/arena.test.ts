import { describe, expect, test } from "vitest";
import { Arena } from "../../../../src/runtime/compiled/arena.ts";
import type { Engine } from "../../../../src/runtime/kernels/engine.ts";
import type { Allocator } from "../../../../src/runtime/kernels/memory.ts";

/** An engine whose memory has this size, and its live allocations. */
function memoryOf(bytes: number) {
  const allocated = new Map<number, number>();
  const engine: Pick<Engine, "allocate" | "free" | "bytes"> = {
    allocate(wanted) {
      if (wanted > bytes) throw new Error("Out of memory.");
      const address = 1000 * (allocated.size + 1);
      allocated.set(address, wanted);
      return address;
    },
    free(address) {
      if (!allocated.delete(address)) throw new Error(`${address} was freed before.`);
    },
    bytes: () => new ArrayBuffer(0),
  };
  return { engine: engine as Engine, allocated };
}

const allocate =
  (floats: number) =>
  (memory: Allocator): number =>
    memory.allocate(floats);

describe("an arena", () => {
  test("has no owner after it could not be allocated, and can be built again", () => {
    const { engine, allocated } = memoryOf(2000);
    const arena = new Arena(engine);
    const [first, large] = [{}, {}];
    arena.build(first, allocate(100));
    for (let time = 0; time < 2; time++)
      expect(() => arena.build(large, allocate(1000))).toThrow("Out of memory.");
    expect(arena.isOwnedBy(first)).toBe(false);
    expect(arena.isOwnedBy(large)).toBe(false);
    const address = arena.build(first, allocate(50));
    expect([...allocated.keys()]).toEqual([address]);
  });

  test("is in use until the step ends, even by an error", () => {
    const arena = new Arena(memoryOf(0).engine);
    expect(arena.use(() => arena.isInUse)).toBe(true);
    expect(() =>
      arena.use(() => {
        throw new Error("Of a metric.");
      }),
    ).toThrow("Of a metric.");
    expect(arena.isInUse).toBe(false);
  });
});
