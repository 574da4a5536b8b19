import { describe, expect, test } from "vitest";
import { buildStack, STACKS, type StackName } from "../../../../src/figures/receptive-field/stack.ts";

function fieldsOf(name: StackName): number[] {
  return buildStack(15, STACKS[name].layers).levels.map(({ field }) => field.size);
}

describe("buildStack", () => {
  test("three 3 × 3 kernels see as much as one 7 × 7 kernel", () => {
    expect(fieldsOf("small-kernels")).toEqual([1, 3, 5, 7]);
    expect(fieldsOf("large-kernel")).toEqual([1, 7]);
  });

  test("stride, pooling and dilation enlarge the field faster", () => {
    expect(fieldsOf("stride")).toEqual([1, 3, 7, 11]);
    expect(fieldsOf("pooling")).toEqual([1, 3, 4, 8]);
    expect(fieldsOf("dilation")).toEqual([1, 3, 7, 15]);
  });

  test("same padding keeps the side and starts the field in the padding", () => {
    const layer = { type: "conv", kernel: 3, stride: 1, dilation: 1, padding: "same" } as const;
    const { levels } = buildStack(9, [layer, layer]);
    expect(levels.map(({ side }) => side)).toEqual([9, 9, 9]);
    expect(levels[2]?.field.start).toBe(-2);
  });

  test("stops at a layer that does not fit and names it", () => {
    const { levels, fault } = buildStack(5, [...STACKS["large-kernel"].layers, ...STACKS.pooling.layers]);
    expect(levels).toHaveLength(1);
    expect(fault).toContain("The kernel covers 7 cells, but the input has only 5");
    expect(fault).toContain("Choose a smaller kernel, the padding “same”");
  });
});
