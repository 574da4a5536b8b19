import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Training } from "../../../protocol/output.ts";
import { words } from "../../../words/words.ts";
import { withMark } from "../../ui/format.ts";
import { CellTrainingContext } from "./cell-training.ts";

/** Pauses a running training, trains batch by batch, and changes the learning rate. */
export function TrainingControls({ output }: { readonly output: Training }) {
  const training = useContext(CellTrainingContext);
  const { control, key } = output;
  if (training === null || !training.isRunning || control === undefined) return null;
  const { paused, learningRate } = control;
  return (
    <Controls>
      <button
        type="button"
        class="button is-small"
        onClick={() => training.act(key, { type: paused ? "resume" : "pause" })}
      >
        {paused ? words.outputs.resume : words.outputs.pause}
      </button>
      <button
        type="button"
        class="button is-small"
        title={words.outputs.stepAtLength}
        onClick={() => training.act(key, { type: "step" })}
      >
        {words.outputs.step}
      </button>
      {learningRate === null ? null : (
        <LearningRate
          value={learningRate}
          change={(value) => training.act(key, { type: "learning-rate", value })}
        />
      )}
      {paused ? <span class="out-note">{words.outputs.paused}</span> : null}
    </Controls>
  );
}

/** The controls vanish when the training ends; the focus must not vanish with them. */
function Controls({ children }: { readonly children: ComponentChildren }) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = host.current;
    return () => {
      if (element?.contains(document.activeElement))
        element.closest("[data-cell]")?.querySelector<HTMLElement>(".run")?.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a legend where the label is enough.
    <div class="training-controls" role="group" aria-label={words.outputs.control} ref={host}>
      {children}
    </div>
  );
}

/** How many fields there have been. `useId` would count from 0 in each cell, which is a tree of its own. */
let fieldCount = 0;

function newFieldId(): string {
  fieldCount += 1;
  return `learning-rate-${fieldCount}`;
}

interface LearningRateProps {
  readonly value: number;
  readonly change: (value: number) => void;
}

function LearningRate({ value, change }: LearningRateProps) {
  const [id] = useState(newFieldId);
  const isInvalid = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  // Only then: each report of the training draws this again, and must not replace what is being typed.
  useEffect(() => {
    if (input.current !== null) input.current.value = withMark(String(Number(value.toPrecision(6))));
  }, [value]);
  return (
    <form
      class="training-rate"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const rate = parseRate(String(new FormData(event.currentTarget).get("rate")));
        isInvalid.value = rate === null;
        if (rate !== null) change(rate);
      }}
    >
      <label for={id}>{words.outputs.learningRate}</label>
      <input
        id={id}
        name="rate"
        type="text"
        inputMode="decimal"
        autocomplete="off"
        size={9}
        ref={input}
        aria-invalid={isInvalid.value}
        aria-describedby={isInvalid.value ? `${id}-error` : undefined}
      />
      <button type="submit" class="button is-small">
        {words.outputs.set}
      </button>
      {isInvalid.value ? (
        <span id={`${id}-error`} class="training-error" role="alert">
          {words.outputs.rateInvalid}
        </span>
      ) : null}
    </form>
  );
}

/** @returns null if it is not a learning rate. */
function parseRate(text: string): number | null {
  const rate = Number(text.trim().replace(",", "."));
  return text.trim() === "" || !Number.isFinite(rate) || rate < 0 ? null : rate;
}
