import { describe, expect, test } from "vitest";
import {
  announcement,
  describe as describeFigure,
  describeInput,
  describeOutput,
} from "../../../../src/figures/convolution-arithmetic/describe.ts";
import { createArithmeticModel } from "../../../../src/figures/convolution-arithmetic/model.ts";
import { PRESETS, presetOf } from "../../../../src/figures/convolution-arithmetic/presets.ts";

describe("the convolution arithmetic figure", () => {
  test.each([
    ["neither", 3],
    ["padding", 5],
    ["stride", 3],
    ["both", 3],
    ["dilation", 3],
  ] as const)("the preset “%s” gives an output with a side of %i", (preset, side) => {
    const model = createArithmeticModel(PRESETS[preset]);
    expect([model.side.value, model.playback.length.value]).toEqual([side, side * side]);
    expect(presetOf(model.settings.value)).toBe(preset);
  });

  test("has no output while the kernel does not fit, and gets one back", () => {
    const model = createArithmeticModel(PRESETS.neither);
    model.change({ kernel: 7 });
    expect([model.size.value.type, model.side.value, model.playback.length.value]).toEqual(["invalid", 0, 0]);
    expect(model.playback.current.value).toEqual({ row: 0, column: 0 });
    model.change({ padding: 1 });
    expect(model.side.value).toBe(1);
    expect(presetOf(model.settings.value)).toBe("own");
  });

  test("a change of the settings starts at the first output again", () => {
    const model = createArithmeticModel(PRESETS.neither);
    model.playback.seek(5);
    model.playback.point({ row: 2, column: 2 });
    model.change({ stride: 2 });
    expect(model.playback.current.value).toEqual({ row: 0, column: 0 });
  });

  test("an output sees the input under its window, without the padding", () => {
    const model = createArithmeticModel(PRESETS.both);
    expect(describeOutput(model, { row: 0, column: 1 })).toBe(
      "output row 1, column 2: sees input rows 1, 2 and columns 2, 3, 4",
    );
    model.change(PRESETS.dilation);
    expect(describeOutput(model, { row: 0, column: 2 })).toBe(
      "output row 1, column 3: sees input rows 1, 3, 5 and columns 3, 5, 7",
    );
  });

  test("an input cell says whether a weight lies on it", () => {
    const model = createArithmeticModel(PRESETS.dilation);
    const describeCell = (row: number, column: number) => describeInput(model, { row, column });
    expect(describeCell(2, 4)).toBe("row 3, column 5: under the kernel");
    expect(describeCell(1, 4)).toBe("row 2, column 5");
    expect(describeCell(-1, 0)).toBe("padding, 0");
  });

  test("describes the settings, the size and the kernel's positions", () => {
    const model = createArithmeticModel({ input: 6, kernel: 3, padding: 0, stride: 2, dilation: 1 });
    expect(describeFigure(model)).toBe(
      "Input 6 × 6, kernel 3 × 3, padding 0, stride 2, dilation 1. " +
        "Output 2 × 2: ⌊(6 + 2·0 − (1·(3 − 1) + 1)) / 2⌋ + 1 = 2. " +
        "Along one axis the kernel has 2 positions, 2 cells apart. " +
        "One more would go past the end, so the last cell is never covered. " +
        "Output row 1, column 1: sees input rows 1, 2, 3 and columns 1, 2, 3.",
    );
  });

  test("announces the settings after a change, and the output after a step", () => {
    const model = createArithmeticModel(PRESETS.neither);
    model.change({ padding: 1 });
    expect(announcement(model)).toMatch(/^Input 5 × 5, .+ padding 1/);
    model.playback.step(1);
    expect(announcement(model)).toMatch(/^Output row 1, column 2/);
    model.change({ padding: 0 });
    expect(announcement(model)).toMatch(/^Input/);
    expect(model.interactions.value).toBe(3);
  });
});
