import type { JSX } from "preact";
import { figureWords } from "../../../words/figure-words.ts";
import { KERNEL_NAMES } from "../../maths/well-known-kernels.ts";
import { Select } from "../controls/controls.tsx";
import type { KernelChoice } from "./editable-kernel.ts";

const options = () => [
  ...KERNEL_NAMES.map((name) => ({ value: name, label: figureWords.kernels[name].label })),
  { value: "own" as const, label: figureWords.parts.own },
];

/** A list of the well-known kernels, and the reader's own. */
export function KernelSelect(props: {
  readonly label: string;
  readonly hiddenLabel?: boolean;
  readonly value: KernelChoice;
  readonly onChange: (name: KernelChoice) => void;
}): JSX.Element {
  return <Select {...props} options={options()} />;
}
