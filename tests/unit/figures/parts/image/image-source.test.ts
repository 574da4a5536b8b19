import { describe, expect, test, vi } from "vitest";
import { valueAt } from "../../../../../src/figures/maths/volume.ts";
import { createImageSource, readyMadeDrawing } from "../../../../../src/figures/parts/image/image-source.ts";
import { contextWith, SQUARE } from "../../figure-context.ts";

const other = { ...SQUARE, label: 3, name: "Other" };

describe("the choice of a picture", () => {
  test("shows the drawing until samples are loaded, then one of the class asked for", async () => {
    const source = createImageSource(contextWith([other, SQUARE]), { label: 9 });
    expect(source.image.value).toEqual(readyMadeDrawing());
    await Promise.resolve();
    expect(source.name.value).toBe("Square");
    expect(valueAt(source.image.value, 14, 14)).toBe(200);
  });

  test("stays with the drawing if there are no samples, and reports if they cannot be loaded", async () => {
    const none = createImageSource(contextWith([]));
    await Promise.resolve();
    expect([none.kind.value, none.fault.value]).toEqual(["drawing", null]);
    const failing = createImageSource({
      ...contextWith([]),
      sampleImages: () => Promise.reject(new Error("offline")),
    });
    await Promise.resolve();
    await Promise.resolve();
    expect(failing.kind.value).toBe("drawing");
    expect(failing.fault.value).toBe("The images could not be loaded. Draw a picture, or upload one.");
  });

  test("loads the samples again after a failure, and shows one", async () => {
    let online = false;
    const context = contextWith([SQUARE]);
    const source = createImageSource({
      ...context,
      sampleImages: () => (online ? context.sampleImages() : Promise.reject(new Error("offline"))),
    });
    await vi.waitFor(() => expect(source.fault.value).not.toBeNull());
    online = true;
    source.retrySamples();
    await vi.waitFor(() => expect(source.name.value).toBe("Square"));
    expect(source.fault.value).toBeNull();
  });

  test("has as many channels as are asked for", () => {
    const source = createImageSource(contextWith([]), { channels: 3 });
    const { image } = source;
    expect(image.value.channels).toBe(3);
    expect(valueAt(image.value, 4, 11, 2)).toBe(valueAt(readyMadeDrawing(), 4, 11));
  });

  test("says what it cannot read, until another picture is chosen or drawn", async () => {
    const source = createImageSource(contextWith([other, SQUARE]), { label: 9 });
    await vi.waitFor(() => expect(source.name.value).toBe("Square"));
    const changes: readonly (() => void)[] = [
      () => (source.sample.value = 0),
      () => (source.kind.value = "drawing"),
      () => source.drawing.clear(),
    ];
    for (const change of changes) {
      await source.read(new File(["no picture"], "notes.txt"));
      expect(source.fault.value).toBe(
        "“notes.txt” could not be read as a picture. Choose a PNG, JPEG, WebP or GIF file.",
      );
      change();
      expect(source.fault.value).toBeNull();
    }
  });
});
