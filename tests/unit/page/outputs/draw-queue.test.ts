import { beforeEach, describe, expect, it } from "vitest";
import { type Drawable, DrawQueue } from "../../../../src/page/outputs/draw-queue.ts";

let log: string[];
/** Lets the queue go on by one task. */
let tick: () => Promise<void>;
let queue: DrawQueue;

function drawable(name: string, weight = 10): Drawable {
  return {
    weight,
    draw: () => void log.push(name),
    erase: () => void log.push(`erase ${name}`),
  };
}

beforeEach(() => {
  log = [];
  const pauses: (() => void)[] = [];
  queue = new DrawQueue(30, () => new Promise((resolve) => pauses.push(resolve)));
  tick = async () => {
    pauses.shift()?.();
    for (let microtask = 0; microtask < 10; microtask += 1) await Promise.resolve();
  };
});

describe("a queue of outputs to draw", () => {
  it("draws what is near, one per task", async () => {
    queue.enter(drawable("a"));
    queue.enter(drawable("b"));
    expect(log).toEqual([]);
    await tick();
    expect(log).toEqual(["a"]);
    await tick();
    expect(log).toEqual(["a", "b"]);
  });

  it("draws everything for paper, and of what needs one a picture, which it does not keep drawn", async () => {
    const [flat, scene, near] = [drawable("flat"), drawable("scene"), drawable("near")];
    const withStill = (each: Drawable, name: string): Drawable => ({
      ...each,
      drawStill: async () => void log.push(`still ${name}`),
      removeStill: () => void log.push(`remove ${name}`),
    });
    const [far, seen] = [withStill(scene, "far"), withStill(near, "seen")];
    for (const each of [flat, far, seen]) queue.add(each);
    queue.enter(seen);
    await tick();
    log = [];
    await queue.prepareForPrint();
    expect(log).toEqual(["flat", "still far", "erase scene", "still seen"]);
    queue.drawAll();
    queue.endPrint();
    queue.drawAll();
    expect(log.slice(4)).toEqual(["remove far", "remove seen", "scene"]);
  });

  it("goes on with the others where a picture for paper fails", async () => {
    const failing = { ...drawable("scene"), drawStill: () => Promise.reject(new Error("no WebGL")) };
    queue.add(failing);
    queue.add(drawable("flat"));
    await queue.prepareForPrint();
    expect(log).toEqual(["erase scene", "flat"]);
  });

  describe("whose printing ends before everything is drawn", () => {
    let finish: (() => void)[];
    /** A drawable whose picture is there when the test says so. */
    const slow = (name: string): Drawable => ({
      ...drawable(name),
      drawStill: () => new Promise((resolve) => finish.push(() => resolve(void log.push(`still ${name}`)))),
      removeStill: () => void log.push(`remove ${name}`),
    });
    beforeEach(async () => {
      finish = [];
      for (const each of [slow("a"), slow("b")]) queue.add(each);
      void queue.prepareForPrint();
      await tick();
      queue.endPrint();
    });

    it("removes the picture that is finished later, and makes no more", async () => {
      finish[0]?.();
      await tick();
      expect(log).toEqual(["still a", "remove a", "erase a"]);
      expect(finish).toHaveLength(1);
      queue.endPrint();
      expect(log).toHaveLength(3);
    });

    it("begins the next printing after that picture, not at the same time", async () => {
      const next = queue.prepareForPrint();
      await tick();
      expect(finish).toHaveLength(1);
      for (const each of [0, 1, 2]) {
        finish[each]?.();
        await tick();
      }
      await next;
      expect(log.slice(3)).toEqual(["still a", "erase a", "still b", "erase b"]);
      queue.endPrint();
      expect(log.slice(7)).toEqual(["remove a", "remove b"]);
    });
  });

  it("does not draw what has left before its turn", async () => {
    const [a, b] = [drawable("a"), drawable("b")];
    queue.enter(a);
    queue.enter(b);
    queue.leave(a);
    await tick();
    await tick();
    expect(log).toEqual(["b"]);
  });

  it("draws the next one after one that failed", async () => {
    queue.enter({ weight: 1, draw: () => Promise.reject(new Error("no")), erase: () => undefined });
    queue.enter(drawable("b"));
    await tick();
    await tick();
    expect(log).toEqual(["b"]);
  });

  it("erases what has been away longest when there is too much, and draws it again when it comes back", async () => {
    const all = ["a", "b", "c", "d"].map((name) => drawable(name));
    for (const one of all) {
      queue.enter(one);
      await tick();
      queue.leave(one);
    }
    expect(log).toEqual(["a", "b", "c", "d", "erase a"]);
    const [a] = all;
    if (a !== undefined) queue.enter(a);
    await tick();
    expect(log.slice(5)).toEqual(["a", "erase b"]);
  });

  it("does not erase what is near", async () => {
    for (const name of ["a", "b", "c", "d"]) {
      queue.enter(drawable(name));
      await tick();
    }
    expect(log).toEqual(["a", "b", "c", "d"]);
  });

  it("draws again in turn what has changed, or erases it if it is far away", async () => {
    const [a, b] = [drawable("a"), drawable("b")];
    queue.enter(a);
    await tick();
    queue.enter(b);
    await tick();
    queue.leave(b);
    queue.refresh(a);
    queue.refresh(b);
    expect(log).toEqual(["a", "b", "erase b"]);
    await tick();
    expect(log).toEqual(["a", "b", "erase b", "a"]);
  });

  it("draws everything at once for printing, and nothing that was removed", () => {
    const [a, b] = [drawable("a"), drawable("b")];
    queue.add(a);
    queue.add(b);
    queue.remove(b);
    queue.drawAll();
    expect(log).toEqual(["a"]);
  });
});
