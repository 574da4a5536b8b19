import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { usePageId } from "../parts/figure-host.tsx";
import { describeLayer } from "./describe.ts";
import type { ReceptiveFieldModel } from "./model.ts";
import type { Stack } from "./stack.ts";

/** The levels, the highest first as in the drawing. Choosing a row chooses its layer, and a unit of its level. */
export function LevelTable({ model }: { readonly model: ReceptiveFieldModel }): JSX.Element {
  const group = usePageId();
  return (
    <table class="fig-levels">
      <thead>
        <tr>
          <th scope="col">{figureWords.receptiveField.level}</th>
          <th scope="col">{figureWords.receptiveField.cells}</th>
          <th scope="col">{figureWords.receptiveField.unitSees}</th>
        </tr>
      </thead>
      <tbody>
        {[null, ...model.layers.value]
          .map((_, index) => <LevelRow key={index} model={model} index={index} group={group} />)
          .toReversed()}
      </tbody>
    </table>
  );
}

function LevelRow(props: {
  readonly model: ReceptiveFieldModel;
  readonly index: number;
  readonly group: string;
}): JSX.Element {
  const { model, index, group } = props;
  const chosen = index === model.level.value;
  const choose = () => model.chooseLevel(index);
  return (
    <tr class={chosen ? "fig-level-chosen" : ""} onClick={choose}>
      <th scope="row">
        <label>
          <input type="radio" class="fig-hidden" name={group} checked={chosen} onChange={choose} />
          <span>
            <b>{index === 0 ? figureWords.parts.input : figureWords.receptiveField.layerName(index)}</b>{" "}
            <small>{describeLayer(model.layers.value[index - 1])}</small>
          </span>
        </label>
      </th>
      <LevelCells stack={model.stack.value} index={index} />
    </tr>
  );
}

/** The size of a level and what its units see, or why it is not there. */
function LevelCells({ stack, index }: { readonly stack: Stack; readonly index: number }): JSX.Element {
  const level = stack.levels[index];
  if (level === undefined && index === stack.levels.length)
    return (
      <td colSpan={2} class="fig-fault">
        {figureWords.receptiveField.unfit}
      </td>
    );
  return (
    <>
      <td>{level === undefined ? "–" : `${level.side} × ${level.side}`}</td>
      <td>
        {level === undefined ? (
          "–"
        ) : (
          <b class="fig-as-input">
            {level.field.size} × {level.field.size}
          </b>
        )}
      </td>
    </>
  );
}
