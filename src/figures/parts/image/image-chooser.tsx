import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { figureWords } from "../../../words/figure-words.ts";
import { type Volume, volume } from "../../maths/volume.ts";
import { Button } from "../controls/button.tsx";
import { MoreIcon, PencilIcon, UploadIcon } from "../controls/icons.tsx";
import { useFigure, usePageId } from "../figure-host.tsx";
import { DrawingControls } from "./drawing-controls.tsx";
import type { ImageSource } from "./image-source.ts";
import { roundsOf, type SampleChoice, samplesInRound } from "./sample-choice.ts";
import { Thumbnail } from "./thumbnail.tsx";

/** A row of thumbnails: samples of the dataset, a drawing, or an uploaded picture. */
export function ImageChooser({ source }: { readonly source: ImageSource }): JSX.Element {
  const images = source.samples.value?.images ?? [];
  const round = useSignal(0);
  const samples = samplesInRound(images, round.value);
  const rounds = roundsOf(images);
  const nextRound = () => {
    const at = samples.findIndex(({ index }) => index === source.sample.value);
    round.value = (round.value + 1) % rounds;
    return samplesInRound(images, round.value)[at];
  };
  return (
    <div class="fig-chooser">
      <Thumbnails source={source} samples={samples} />
      {rounds > 1 && <OtherImages source={source} nextRound={nextRound} />}
      <Upload source={source} />
      {source.kind.value === "drawing" && <DrawingControls drawing={source.drawing} />}
      <Remarks source={source} />
    </div>
  );
}

/** Chooses a picture and announces it. */
function useChoice(source: ImageSource): (act: () => void) => void {
  const { announce } = useFigure();
  return (act) => {
    act();
    announce(figureWords.parts.pictureIs(source.name.value));
  };
}

function Thumbnails(props: {
  readonly source: ImageSource;
  readonly samples: readonly SampleChoice[];
}): JSX.Element {
  const { source, samples } = props;
  const group = usePageId();
  const choose = useChoice(source);
  const kind = source.kind.value;
  const upload = source.upload.value;
  return (
    <fieldset class="fig-thumbnails">
      <legend class="fig-hidden">{figureWords.parts.pictureLegend}</legend>
      {samples.map(({ index, name: label, pixels }) => (
        <Choice
          key={index}
          group={group}
          label={label}
          checked={kind === "sample" && source.sample.value === index}
          picture={volume(source.size, source.size, 1, pixels)}
          onChoose={() =>
            choose(() => {
              source.kind.value = "sample";
              source.sample.value = index;
            })
          }
        />
      ))}
      {upload !== null && (
        <Choice
          group={group}
          label={figureWords.parts.yourPicture}
          checked={kind === "upload"}
          picture={upload}
          onChoose={() => choose(() => (source.kind.value = "upload"))}
        />
      )}
      <Choice
        group={group}
        label={figureWords.parts.draw}
        checked={kind === "drawing"}
        picture={null}
        onChoose={() => choose(() => (source.kind.value = "drawing"))}
      />
    </fieldset>
  );
}

function Choice(props: {
  readonly group: string;
  readonly label: string;
  readonly checked: boolean;
  readonly picture: Volume | null;
  readonly onChoose: () => void;
}): JSX.Element {
  return (
    <label class="fig-thumbnail" title={props.label}>
      <input
        type="radio"
        class="fig-hidden"
        name={props.group}
        aria-label={props.label}
        checked={props.checked}
        onChange={props.onChoose}
      />
      <span>{props.picture === null ? <PencilIcon /> : <Thumbnail picture={props.picture} />}</span>
    </label>
  );
}

/** Shows other samples. If one was chosen, chooses the next one of its class. */
function OtherImages(props: {
  readonly source: ImageSource;
  readonly nextRound: () => SampleChoice | undefined;
}): JSX.Element {
  const { source, nextRound } = props;
  const choose = useChoice(source);
  return (
    <button
      type="button"
      class="fig-button fig-more"
      aria-label={figureWords.parts.otherImages}
      title={figureWords.parts.otherImages}
      onClick={() => {
        const next = nextRound();
        if (next !== undefined) choose(() => (source.sample.value = next.index));
      }}
    >
      <MoreIcon />
    </button>
  );
}

function Upload({ source }: { readonly source: ImageSource }): JSX.Element {
  const { announce } = useFigure();
  return (
    <label class="fig-button fig-upload" title={figureWords.parts.uploadAtLength}>
      <UploadIcon />
      <span>{figureWords.parts.upload}</span>
      <input
        type="file"
        class="fig-hidden"
        accept="image/*"
        aria-label={figureWords.parts.uploadLabel}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file !== undefined)
            void source.read(file).then(() => announce(source.fault.value ?? figureWords.parts.pictureRead));
        }}
      />
    </label>
  );
}

/** What the picture's values mean, where the picture comes from, and what went wrong with it. */
function Remarks({ source }: { readonly source: ImageSource }): JSX.Element {
  const kind = source.kind.value;
  const samples = source.samples.value;
  const fault = source.fault.value;
  return (
    <>
      {kind === "upload" && source.image.value.channels === 1 && (
        <span class="fig-remark">{figureWords.parts.whiteIsZero}</span>
      )}
      {samples?.synthetic === true && kind === "sample" && (
        <span class="fig-remark">{figureWords.parts.syntheticImages}</span>
      )}
      {fault !== null && <p class="fig-fault">{fault}</p>}
      {(samples === null ? fault !== null : samples.retriable) && (
        <Button label={figureWords.parts.loadAgain} onClick={source.retrySamples}>
          {figureWords.parts.tryAgain}
        </Button>
      )}
    </>
  );
}
