import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { type Volume, volume } from "../../maths/volume.ts";
import { MoreIcon, PencilIcon, UploadIcon } from "../controls/icons.tsx";
import { useFigure, usePageId } from "../figure-host.tsx";
import type { ImageSource } from "./image-source.ts";
import { roundsOf, samplesInRound } from "./sample-choice.ts";
import { Thumbnail } from "./thumbnail.tsx";

/** A row of thumbnails: samples of the dataset, a drawing, or an uploaded picture. */
export function ImageChooser({ source }: { readonly source: ImageSource }): JSX.Element {
  const name = usePageId();
  const { announce } = useFigure();
  const images = source.samples.value?.images ?? [];
  const round = useSignal(0);
  const samples = samplesInRound(images, round.value);
  const rounds = roundsOf(images);
  const kind = source.kind.value;
  const upload = source.upload.value;
  const choose = (act: () => void) => {
    act();
    announce(`Picture: ${source.name.value}`);
  };
  return (
    <div class="fig-chooser">
      <fieldset class="fig-thumbnails">
        <legend class="fig-hidden">Picture</legend>
        {samples.map(({ index, name: label, pixels }) => (
          <Choice
            key={index}
            group={name}
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
            group={name}
            label="Your picture"
            checked={kind === "upload"}
            picture={upload}
            onChoose={() =>
              choose(() => {
                source.kind.value = "upload";
              })
            }
          />
        )}
        <Choice
          group={name}
          label="Draw"
          checked={kind === "drawing"}
          picture={null}
          onChoose={() =>
            choose(() => {
              source.kind.value = "drawing";
            })
          }
        />
      </fieldset>
      {rounds > 1 && (
        <button
          type="button"
          class="fig-button fig-more"
          aria-label="Other images"
          title="Other images"
          onClick={() => {
            const at = samples.findIndex(({ index }) => index === source.sample.value);
            round.value = (round.value + 1) % rounds;
            const next = samplesInRound(images, round.value)[at];
            if (next !== undefined)
              choose(() => {
                source.sample.value = next.index;
              });
          }}
        >
          <MoreIcon />
        </button>
      )}
      <label class="fig-button fig-upload" title="Upload a picture of your own. It stays on your machine.">
        <UploadIcon />
        <span>Upload</span>
        <input
          type="file"
          class="fig-hidden"
          accept="image/*"
          aria-label="Upload a picture of your own; it stays on your machine"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            if (file !== undefined)
              void source.read(file).then(() => announce(source.fault.value ?? "Picture read"));
          }}
        />
      </label>
      {kind === "drawing" && (
        <span class="fig-drawing">
          <button type="button" class="fig-button" onClick={source.clearDrawing}>
            Clear
          </button>
          <span class="fig-remark">Draw on the picture, or move with arrow keys and press Space.</span>
        </span>
      )}
      {kind === "upload" && source.image.value.channels === 1 && (
        <span class="fig-remark">
          What is white in the picture is 0, and black is 255, as in Fashion-MNIST.
        </span>
      )}
      {source.samples.value?.synthetic === true && kind === "sample" && (
        <span class="fig-remark">Synthetic images: the dataset cannot be loaded.</span>
      )}
      {source.fault.value !== null && <p class="fig-fault">{source.fault.value}</p>}
    </div>
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
