import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
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
      <small>{figureWords.receptiveField.fieldSum(levelName(level - 1), kernel - 1, dilation, jump)}</small>
    </p>
  );
}
