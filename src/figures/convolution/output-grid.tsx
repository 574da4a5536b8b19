import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { extent } from "../maths/volume.ts";
import { showsNumbers, TitledGrid } from "../parts/grid/grid.tsx";
import { Scale } from "../parts/image/scale.tsx";
import { playedGrid } from "../parts/player/cell-playback.ts";
import { formatSize } from "../parts/text/format.ts";
import { describeOutput } from "./describe.ts";
import type { ConvolutionModel } from "./model.ts";

/** The feature map. Its cells can be pointed at and chosen. */
export function OutputGrid(props: { readonly model: ConvolutionModel; readonly cell: number }): JSX.Element {
  const { model, cell } = props;
  const { mode, output, playback } = model;
  const numbers = mode.value === "numbers" && showsNumbers(output.value.width, output.value.height, cell);
  const { low, high } = extent(output.value);
  const span = Math.max(-low, high);
  const size = formatSize(output.value);
  return (
    <TitledGrid
      title={figureWords.parts.featureMap}
      detail={size}
      name="output"
      label={figureWords.convolution.outputLabel(size)}
      part="output"
      values={output.value}
      span={span}
      cell={cell}
      numbers={numbers}
      {...playedGrid(playback)}
      describe={(position) => describeOutput(model, position)}
      below={numbers ? null : <Scale part="output" span={span} signed={low < 0} />}
    />
  );
}
