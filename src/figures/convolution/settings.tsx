import type { JSX } from "preact";
import { KERNEL_NAMES, NAMED_KERNELS } from "../maths/named-kernels.ts";
import { Button, Controls, Select } from "../parts/controls/controls.tsx";
import type { ConvolutionModel } from "./model.ts";

/** Kernel, stride and padding. */
export function Settings({ model }: { readonly model: ConvolutionModel }): JSX.Element {
  const { kernelName, stride, padding, mode } = model;
  return (
    <div>
      <Controls>
        <Select
          label="Kernel"
          value={kernelName.value}
          options={KERNEL_OPTIONS}
          onChange={model.chooseKernel}
        />
        <Select
          label="Stride"
          value={String(stride.value)}
          options={STRIDE_OPTIONS}
          onChange={(value) => model.setStride(Number(value))}
        />
        <Select
          label="Padding"
          value={String(padding.value)}
          options={PADDING_OPTIONS}
          onChange={(value) => model.setPadding(Number(value))}
        />
        {mode.value === "numbers" && <Button onClick={model.resetNumbers}>Reset input</Button>}
      </Controls>
      <p class="fig-remark fig-convolution-about">
        {kernelName.value === "own"
          ? "Your own kernel: type a new value over any weight."
          : NAMED_KERNELS[kernelName.value].explanation}
      </p>
    </div>
  );
}

const KERNEL_OPTIONS = [
  ...KERNEL_NAMES.map((name) => ({ value: name, label: NAMED_KERNELS[name].label })),
  { value: "own" as const, label: "Your own" },
];
const STRIDE_OPTIONS = ["1", "2", "3"].map((value) => ({ value, label: value }));
const PADDING_OPTIONS = ["0", "1", "2"].map((value) => ({ value, label: value === "0" ? "none" : value }));
