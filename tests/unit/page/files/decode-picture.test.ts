import { expect, test } from "vitest";
import { sizeOf } from "../../../../src/page/files/decode-picture.ts";

const photo = { naturalWidth: 3000, naturalHeight: 2000 };

test.each([
  [{ width: null, height: null }, [3000, 2000]],
  [{ width: 300, height: null }, [300, 200]],
  [{ width: null, height: 1 }, [2, 1]],
  [{ width: 28, height: 28 }, [28, 28]],
])("a picture becomes as large as is asked for: %o", (wanted, size) => {
  expect(sizeOf(photo, wanted)).toEqual(size);
});

test.each([
  [photo, { width: 5000, height: null }, "5000 × 3333 pixels are not possible (1 to 4096 on each side)."],
  [photo, { width: 0, height: null }, "0 × 0 pixels are not possible"],
  [
    { naturalWidth: 9000, naturalHeight: 10 },
    { width: null, height: null },
    "Give a smaller size, as in { width: 640 }.",
  ],
  // A drawing in SVG without a size.
  [{ naturalWidth: 0, naturalHeight: 0 }, { width: null, height: null }, "0 × 0 pixels are not possible"],
])("a size that is not possible is refused: %o %o", (picture, wanted, message) => {
  expect(() => sizeOf(picture, wanted)).toThrow(message);
});
