import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { ACTIVATION_NAMES, ACTIVATIONS } from "../maths/activation-functions.ts";
import { usePageId } from "../parts/figure-host.tsx";
import { Sparkline } from "./curve-chart.tsx";
import type { ActivationsModel } from "./model.ts";

/** All functions at once, each with its curve, so that choosing is also comparing. */
export function FunctionChooser({ model }: { readonly model: ActivationsModel }): JSX.Element {
  const group = usePageId();
  return (
    <fieldset class="fig-functions">
      <legend class="fig-hidden">{figureWords.activations.chooser}</legend>
      {ACTIVATION_NAMES.map((name) => (
        <label key={name}>
          <input
            type="radio"
            class="fig-hidden"
            name={group}
            checked={model.name.value === name}
            onChange={() => model.chooseActivation(name)}
          />
          <span>
            <Sparkline activation={ACTIVATIONS[name]} />
            {ACTIVATIONS[name].label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
