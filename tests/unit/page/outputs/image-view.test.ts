import { describe, expect, it } from "vitest";
import { decodePixels } from "../../../../src/page/outputs/image-view.tsx";

const image = (width: number, height: number, bytes: readonly number[]) => ({
  type: "image" as const,
  width,
  height,
  alt: "",
  rgba: btoa(String.fromCharCode(...bytes)),
});

describe("decodePixels", () => {
  it("returns the bytes", () => {
    expect([...(decodePixels(image(1, 2, [0, 1, 2, 255, 128, 9, 8, 7])) ?? [])]).toEqual([
      0, 1, 2, 255, 128, 9, 8, 7,
    ]);
  });

  it("rejects an image whose data does not match its size", () => {
    expect(decodePixels(image(2, 2, [0, 0, 0, 0]))).toBeNull();
    expect(decodePixels(image(1e6, 1e6, [0, 0, 0, 0]))).toBeNull();
    expect(decodePixels({ ...image(1, 1, [0, 0, 0, 0]), rgba: "!!!!!!!!" })).toBeNull();
  });
});
