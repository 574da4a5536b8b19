import { useContext } from "preact/hooks";
import { assertNever } from "../../protocol/assert-never.ts";
import { type ControlValue, fitted, type Setting } from "../../protocol/control.ts";
import type { Control } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import { formatSignificant } from "../ui/format.ts";
import { CellControlsContext } from "./cell-controls.ts";

/** A control for a value that cells read. On paper, its value replaces it. */
export function ControlView({ output: { key, setting } }: { readonly output: Control }) {
  const controls = useContext(CellControlsContext);
  const id = controls?.idOf(key);
  const shown = fitted(setting, controls?.valueOf(key));
  const parts = {
    id,
    label: key,
    isDisabled: controls === null || controls.isLocked,
    change: (value: ControlValue) => controls?.change(key, value),
  };
  return (
    <div data-output="control" class="out-control" data-control={shown.kind}>
      <Field setting={shown} {...parts} />
      <output for={id} class="control-value" data-always={shown.kind === "slider" ? "" : undefined}>
        {describeValue(shown)}
      </output>
    </div>
  );
}

interface FieldParts {
  readonly id: string | undefined;
  readonly label: string;
  readonly isDisabled: boolean;
  readonly change: (value: ControlValue) => void;
}

function Field({ setting, ...parts }: FieldParts & { readonly setting: Setting }) {
  switch (setting.kind) {
    case "slider":
      return <Slider setting={setting} {...parts} />;
    case "select":
      return <Select setting={setting} {...parts} />;
    case "checkbox":
      return <Checkbox setting={setting} {...parts} />;
    case "button":
      return <Button setting={setting} {...parts} />;
    default:
      return assertNever(setting);
  }
}

type Of<Kind extends Setting["kind"]> = FieldParts & {
  readonly setting: Extract<Setting, { readonly kind: Kind }>;
};

function Slider({ id, label, isDisabled, change, setting: { min, max, step, value } }: Of<"slider">) {
  return (
    <>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        {...{ min, max, step, value }}
        // The browser moves its own value to the nearest step.
        aria-valuetext={formatSignificant(value)}
        disabled={isDisabled}
        onInput={(event) => change(event.currentTarget.valueAsNumber)}
      />
    </>
  );
}

function Select({ id, label, isDisabled, change, setting: { options, value } }: Of<"select">) {
  return (
    <>
      <label for={id}>{label}</label>
      <select
        id={id}
        class="button"
        value={String(value)}
        disabled={isDisabled}
        onChange={(event) => change(options[event.currentTarget.selectedIndex] ?? "")}
      >
        {options.map((option, index) => (
          <option key={index} value={String(index)}>
            {option}
          </option>
        ))}
      </select>
    </>
  );
}

function Checkbox({ id, label, isDisabled, change, setting: { value } }: Of<"checkbox">) {
  return (
    <>
      <input
        id={id}
        type="checkbox"
        checked={value}
        disabled={isDisabled}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
    </>
  );
}

function Button({ id, label, isDisabled, change, setting: { value } }: Of<"button">) {
  return (
    <>
      <button id={id} type="button" class="button" disabled={isDisabled} onClick={() => change(value + 1)}>
        {label}
      </button>
      <span class="control-printed">{label}</span>
    </>
  );
}

function describeValue(setting: Setting): string {
  switch (setting.kind) {
    case "slider":
      return formatSignificant(setting.value);
    case "select":
      return setting.options[setting.value] ?? "";
    case "checkbox":
      return setting.value ? words.outputs.yes : words.outputs.no;
    case "button":
      return words.outputs.pressed(setting.value);
    default:
      return assertNever(setting);
  }
}
