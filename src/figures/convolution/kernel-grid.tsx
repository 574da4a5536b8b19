import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { figureWords } from "../../words/figure-words.ts";
import { volume } from "../maths/volume.ts";
import { TitledGrid } from "../parts/grid/grid.tsx";
import { kernelLabel } from "../parts/kernel/editable-kernel.ts";
import { formatSize, formatWeight } from "../parts/text/format.ts";
import type { ConvolutionModel } from "./model.ts";

/** The kernel, whose weights can be edited. */
export function KernelGrid(props: { readonly model: ConvolutionModel; readonly cell: number }): JSX.Element {
  const { kernel, editable, setWeight } = props.model;
  const { height, width, values } = kernel.value;
  return (
    <TitledGrid
      title={figureWords.convolution.kernel}
      name="kernel"
      label={figureWords.convolution.kernelLabel(kernelLabel(editable.value), formatSize(kernel.value))}
      part="kernel"
      values={volume(height, width, 1, values)}
      cell={props.cell}
      numbers
      format={formatWeight}
      onEdit={setWeight}
    />
  );
}

/** What lies under the kernel, enlarged: the numbers behind a picture's pixels. */
export function PatchGrid(props: { readonly model: ConvolutionModel; readonly cell: number }): JSX.Element {
  const { kernel, terms } = props.model;
  const values = useMemo(
    () =>
      volume(
        kernel.value.height,
        kernel.value.width,
        1,
        terms.value.map((term) => term.input),
      ),
    [kernel.value, terms.value],
  );
  return (
    <TitledGrid
      title={figureWords.convolution.underKernel}
      name="patch"
      label={figureWords.convolution.underKernelLabel}
      part="input"
      values={values}
      span={255}
      cell={props.cell}
      numbers
    />
  );
}
