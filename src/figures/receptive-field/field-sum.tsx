import type { JSX } from "preact";
import type { ReceptiveFieldModel } from "./model.ts";
import { levelName } from "./unit.ts";

/** How the receptive field of the unit's level follows from that of the level below. */
export function FieldSum({ model }: { readonly model: ReceptiveFieldModel }): JSX.Element | null {
  const { level } = model.unit.value;
  const here = model.stack.value.levels[level];
  const below = model.stack.value.levels[level - 1];
  if (here?.window == null || below === undefined) return null;
  const { kernel, dilation } = here.window;
  const { size, jump } = below.field;
  return (
    <p class="fig-arithmetic">
      <b class="fig-as-input">{here.field.size}</b> = {size} + (<b class="fig-as-kernel">{kernel}</b> − 1)
      {dilation > 1 && (
        <>
          ·<b class="fig-as-kernel">{dilation}</b>
        </>
      )}
      ·{jump}{" "}
      <small>
        what a unit of {levelName(level - 1)} sees, and {kernel - 1} more step{kernel === 2 ? "" : "s"}
        {dilation > 1 && `, ${dilation} apart,`} of {jump} cell{jump === 1 ? "" : "s"}
      </small>
    </p>
  );
}
