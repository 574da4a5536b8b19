/** One layer that slides a window along an axis. All in cells of its own input. */
export interface WindowLayer {
  readonly kernel: number;
  readonly stride: number;
  /** Zeros before the first cell. */
  readonly padding: number;
  readonly dilation: number;
}

/** What one unit of a layer sees of the network's input, along one axis. */
export interface ReceptiveField {
  /** Cells from the first to the last that it sees. */
  readonly size: number;
  /** Cells of the input between the fields of neighbouring units. */
  readonly jump: number;
  /** The input cell where the field of unit 0 begins; negative in the padding. */
  readonly start: number;
}

/** Cells `first` to `last`, both included; they may lie in the padding. */
export interface CellRange {
  readonly first: number;
  readonly last: number;
}

/** The field of a unit of the input itself. */
export const POINT_FIELD: ReceptiveField = { size: 1, jump: 1, start: 0 };

/**
 * The receptive field after each layer, the first entry being that of the input itself.
 * Each layer widens it by (kernel − 1) · dilation steps of the jump so far, and multiplies the jump by its stride.
 * Source: Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill (2019).
 */
export function receptiveFields(layers: readonly WindowLayer[]): readonly ReceptiveField[] {
  const fields: ReceptiveField[] = [POINT_FIELD];
  let field = POINT_FIELD;
  for (const layer of layers) {
    field = {
      size: field.size + (layer.kernel - 1) * layer.dilation * field.jump,
      jump: field.jump * layer.stride,
      start: field.start - layer.padding * field.jump,
    };
    fields.push(field);
  }
  return fields;
}

/**
 * What units `seen` of the output of the last of `layers` see in every layer below, from the top down:
 * the first entry is `seen` itself, the last is the range in the network's input.
 */
export function rangesBelow(layers: readonly WindowLayer[], seen: CellRange): readonly CellRange[] {
  const ranges: CellRange[] = [seen];
  let range = seen;
  for (const layer of layers.toReversed()) {
    range = {
      first: range.first * layer.stride - layer.padding,
      last: range.last * layer.stride - layer.padding + (layer.kernel - 1) * layer.dilation,
    };
    ranges.push(range);
  }
  return ranges;
}
