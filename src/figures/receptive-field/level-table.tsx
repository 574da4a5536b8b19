import type { JSX } from "preact";
import { usePageId } from "../parts/figure-host.tsx";
import { describeLayer } from "./describe.ts";
import type { ReceptiveFieldModel } from "./model.ts";
import type { Level } from "./stack.ts";

/** The levels, the highest first as in the drawing. Choosing a row chooses a unit of its level. */
export function LevelTable({ model }: { readonly model: ReceptiveFieldModel }): JSX.Element {
  const group = usePageId();
  return (
    <table class="fig-levels">
      <thead>
        <tr>
          <th scope="col">Level</th>
          <th scope="col">Cells</th>
          <th scope="col">A unit sees</th>
        </tr>
      </thead>
      <tbody>
        {model.stack.value.levels
          .map((level, index) => (
            <LevelRow key={index} model={model} level={level} index={index} group={group} />
          ))
          .toReversed()}
      </tbody>
    </table>
  );
}

function LevelRow(props: {
  readonly model: ReceptiveFieldModel;
  readonly level: Level;
  readonly index: number;
  readonly group: string;
}): JSX.Element {
  const { model, level, index, group } = props;
  const chosen = index === model.unit.value.level;
  const choose = () => model.chooseLevel(index);
  return (
    <tr class={chosen ? "fig-level-chosen" : ""} onClick={choose}>
      <th scope="row">
        <label>
          <input type="radio" class="fig-hidden" name={group} checked={chosen} onChange={choose} />
          <span>
            <b>{index === 0 ? "input" : `layer ${index}`}</b>{" "}
            <small>{describeLayer(model.layers.value[index - 1])}</small>
          </span>
        </label>
      </th>
      <td>
        {level.side} × {level.side}
      </td>
      <td>
        <b class="fig-as-input">
          {level.field.size} × {level.field.size}
        </b>
      </td>
    </tr>
  );
}
