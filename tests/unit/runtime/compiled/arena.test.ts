import { describe, expect, test } from "vitest";
import { Arena } from "../../../../src/runtime/compiled/arena.ts";
import type { Site } from "../../../../src/runtime/compiled/stage.ts";
import type { Engine } from "../../../../src/runtime/kernels/engine.ts";

/** The allocator of an engine whose memory holds so many bytes; it remembers what it gave. */
function memoryOf(bytes: number) {
  const given = new Map<number, number>();
  const engine: Pick<Engine, "allocate" | "free" | "bytes"> = {
    allocate(wanted) {
      if (wanted > bytes) throw new Error("No room.");
      const address = 1000 * (given.size + 1);
      given.set(address, wanted);
      return address;
    },
    free(address) {
      if (!given.delete(address)) throw new Error(`${address} was freed before.`);
    },
    bytes: () => new ArrayBuffer(0),
  };
  return { engine: engine as Engine, given };
}

const roomOf =
  (floats: number) =>
  (site: Site): number =>
    site.room(floats);

describe("an arena", () => {
  test("for which there is no room belongs to nobody, and can be built again", () => {
    const { engine, given } = memoryOf(2000);
    const arena = new Arena(engine);
    const [first, large] = [{}, {}];
    arena.build(first, 1, roomOf(100));
    for (let time = 0; time < 2; time++)
      expect(() => arena.build(large, 1, roomOf(1000))).toThrow("No room.");
    expect(arena.isOwnedBy(first)).toBe(false);
    expect(arena.isOwnedBy(large)).toBe(false);
    const address = arena.build(first, 1, roomOf(50));
    expect([...given.keys()]).toEqual([address]);
  });

  test("is in use until a step is done, even by an error", () => {
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
