import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
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
        <KernelSelect label={figureWords.parts.kernel} value={name} onChange={model.chooseKernel} />
        <Select
          label={figureWords.parts.stride}
          value={String(stride.value)}
          options={STRIDE_OPTIONS}
          onChange={(value) => model.setStride(Number(value))}
        />
        <Select
          label={figureWords.parts.padding}
          value={String(padding.value)}
          options={["0", "1", "2"].map((each) => ({
            value: each,
            label: each === "0" ? figureWords.parts.none : each,
          }))}
          onChange={(value) => model.setPadding(Number(value))}
        />
        {mode.value === "numbers" && (
          <Button onClick={model.resetNumbers}>{figureWords.convolution.reset}</Button>
        )}
      </Controls>
      <p class="fig-remark fig-convolution-about">
        {name === "own" ? figureWords.convolution.ownKernel : figureWords.kernels[name].explanation}
      </p>
    </div>
  );
}

const STRIDE_OPTIONS = ["1", "2", "3"].map((value) => ({ value, label: value }));
