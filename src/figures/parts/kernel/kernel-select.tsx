import type { JSX } from "preact";
import { KERNEL_NAMES, NAMED_KERNELS } from "../../maths/named-kernels.ts";
import { Select } from "../controls/controls.tsx";
import type { KernelChoice } from "./editable-kernel.ts";

const OPTIONS = [
  ...KERNEL_NAMES.map((name) => ({ value: name, label: NAMED_KERNELS[name].label })),
  { value: "own" as const, label: "Your own" },
];

/** A list of the well-known kernels, and the reader's own. */
export function KernelSelect(props: {
  readonly label: string;
  readonly hiddenLabel?: boolean;
  readonly value: KernelChoice;
  readonly onChange: (name: KernelChoice) => void;
}): JSX.Element {
  return <Select {...props} options={OPTIONS} />;
}
