import type { JSX } from "preact";
import { NAMED_KERNELS } from "../maths/named-kernels.ts";
import { Button, Controls, Select } from "../parts/controls/controls.tsx";
import { KernelSelect } from "../parts/kernel/kernel-select.tsx";
import type { ConvolutionModel } from "./model.ts";

/** Kernel, stride and padding. */
export function Settings({ model }: { readonly model: ConvolutionModel }): JSX.Element {
  const { editable, stride, padding, mode } = model;
  const { name } = editable.value;
  return (
    <div>
      <Controls>
        <KernelSelect label="Kernel" value={name} onChange={model.chooseKernel} />
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
        {name === "own"
          ? "Your own kernel: type a new value over any weight."
          : NAMED_KERNELS[name].explanation}
      </p>
    </div>
  );
}

const STRIDE_OPTIONS = ["1", "2", "3"].map((value) => ({ value, label: value }));
const PADDING_OPTIONS = ["0", "1", "2"].map((value) => ({ value, label: value === "0" ? "none" : value }));
