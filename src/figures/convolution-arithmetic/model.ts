import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureModel } from "../figure.ts";
import { type AxisSpec, type OutputSize, outputSize } from "../maths/output-size.ts";
import { type CellPlayback, createCellPlayback } from "../parts/player/cell-playback.ts";

export interface ArithmeticModel extends FigureModel {
  /** Input, kernel, padding, stride and dilation, the same along both axes. */
  readonly settings: ReadonlySignal<AxisSpec>;
  readonly size: ReadonlySignal<OutputSize>;
  /** Rows and columns of the output; 0 if the kernel does not fit. */
  readonly side: ReadonlySignal<number>;
  readonly playback: CellPlayback;
  change(changed: Partial<AxisSpec>): void;
}

export function createArithmeticModel(attributes: AxisSpec): ArithmeticModel {
  const settings = signal(attributes);
  const size = computed(() => outputSize(settings.value));
  const side = computed(() => (size.value.type === "valid" ? size.value.size : 0));
  const playback = createCellPlayback(computed(() => ({ height: side.value, width: side.value })));
  const changes = signal(0);
  playback.choose(0);
  return {
    interactions: computed(() => changes.value + playback.interactions.value),
    settings,
    size,
    side,
    playback,
    change(changed) {
      settings.value = { ...settings.value, ...changed };
      playback.pointed.value = null;
      playback.choose(0);
      changes.value += 1;
    },
  };
}
