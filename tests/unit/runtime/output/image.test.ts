import { expect, test } from "vitest";
import { toImage } from "../../../../src/runtime/output/image.ts";

test("the range of an image is that of its finite values, and its text counts the others", async () => {
  const image = await toImage([
    [0, 255, Number.POSITIVE_INFINITY],
    [51, Number.NaN, 102],
  ]);
  expect(image.alt).toBe("Values from 0 to 255. 2 of them are NaN or infinite.");
  const levels = [...Buffer.from(image.rgba, "base64")].filter((_, index) => index % 4 === 0);
  expect(levels).toEqual([0, 255, 255, 51, 0, 102]);
});

test("an image without a finite value is refused", async () => {
  await expect(toImage([[Number.NaN, Number.NEGATIVE_INFINITY]])).rejects.toThrow(
    "imshow: all values of the image are NaN or infinite.",
  );
});
