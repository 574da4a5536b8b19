import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { Controls, Segments, Stepper } from "../parts/controls/controls.tsx";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { cellSize, TitledGrid } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import type { ImageSource } from "../parts/image/image-source.ts";
import type { InsideNetworkModel } from "./model.ts";

/** Chooses the image that is put through the network. */
export function ImageControls(props: {
  readonly model: InsideNetworkModel;
  readonly network: Network;
}): JSX.Element {
  const { model, network } = props;
  const { sourceKind, example, own } = model;
  return (
    <>
      <Controls>
        <Segments
          label={figureWords.insideNetwork.imageFrom}
          value={sourceKind.value}
          options={[
            { value: "example", label: figureWords.insideNetwork.testImages },
            { value: "own", label: figureWords.insideNetwork.ownImages },
          ]}
          onChange={model.setSourceKind}
        />
        {sourceKind.value === "example" && (
          <Stepper
            label={figureWords.insideNetwork.testImage}
            value={example.value + 1}
            low={1}
            high={network.examples}
            onChange={(number) => model.setExample(number - 1)}
          />
        )}
      </Controls>
      {sourceKind.value === "own" && <ImageChooser source={own} />}
      {sourceKind.value === "own" && own.kind.value === "drawing" && <DrawingGrid source={own} />}
    </>
  );
}

function DrawingGrid({ source }: { readonly source: ImageSource }): JSX.Element {
  return (
    <TitledGrid
      name="drawing"
      title={figureWords.insideNetwork.drawHere}
      label={figureWords.insideNetwork.yourDrawing}
      part="input"
      values={source.drawing.picture.value}
      cell={cellSize(280, source.size)}
      numbers={false}
      span={255}
      painting={source.drawing}
    />
  );
}
