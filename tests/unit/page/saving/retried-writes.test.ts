import { describe, expect, it } from "vitest";
import { RetriedWrites } from "../../../../src/page/saving/retried-writes.ts";

/** Writes to a disk that may be full. */
function open() {
  const writes = new RetriedWrites();
  const disk = { isFull: false, stored: new Map<string, number>() };
  const save = writes.retrying("answers", async (id: string, value: number) => {
    if (disk.isFull) throw new DOMException("full", "QuotaExceededError");
    disk.stored.set(id, value);
  });
  return { writes, disk, save, tried: (id: string, value: number) => save(id, value).catch(() => undefined) };
}

describe("what the disk has no space for", () => {
  it("is saved once there is space, in its latest state", async () => {
    const { writes, disk, save, tried } = open();
    await save("one", 1);
    disk.isFull = true;
    await tried("one", 2);
    await tried("two", 1);
    await tried("two", 2);
    await writes.retry();
    expect([...disk.stored]).toEqual([["one", 1]]);
    expect(writes.fault.value).toMatchObject({ name: "QuotaExceededError" });
    disk.isFull = false;
    await writes.retry();
    expect([...disk.stored]).toEqual([
      ["one", 2],
      ["two", 2],
    ]);
    expect(writes.fault.value).toBeNull();
  });

  it("stays reported until the rest is saved as well", async () => {
    const { writes, disk, save, tried } = open();
    disk.isFull = true;
    await expect(save("one", 1)).rejects.toThrow("full");
    disk.isFull = false;
    await tried("two", 1);
    expect(writes.fault.value).not.toBeNull();
    await writes.retry();
    expect(writes.fault.value).toBeNull();
  });

  it("is not tried again if a later state has been saved meanwhile", async () => {
    const writes = new RetriedWrites();
    const saved: string[] = [];
    let refuse = (_: Error): void => undefined;
    const early = writes.write("answer", () => new Promise((_, reject) => (refuse = reject)));
    await writes.write("answer", async () => void saved.push("late"));
    refuse(new Error("full"));
    await expect(early).rejects.toThrow("full");
    expect(writes.fault.value).toBeNull();
    await writes.retry();
    expect(saved).toEqual(["late"]);
  });
});
