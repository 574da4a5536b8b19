/** A layer that slides a window along one axis. All in cells of the layer's input. */
export interface WindowLayer {
  readonly kernel: number;
  readonly stride: number;
  /** Zeros before the first cell. */
  readonly padding: number;
  readonly dilation: number;
}

/** What a unit of a layer sees of the network's input, along one axis. */
export interface ReceptiveField {
  /** Cells from the first to the last that it sees. */
  readonly size: number;
  /** Input cells between the fields of neighbouring units: the product of the strides so far. */
  readonly jump: number;
  /** The input cell at which the field of unit 0 begins; negative in the padding. */
  readonly start: number;
}

/** Cells `first` to `last`, both included. They may lie in the padding. */
export interface CellRange {
  readonly first: number;
  readonly last: number;
}

/** The receptive field of an input cell: itself. */
const POINT_FIELD: ReceptiveField = { size: 1, jump: 1, start: 0 };

/**
 * The receptive field after each layer, starting with that of the input itself.
 * A layer adds (kernel − 1) · dilation · jump to its size, and multiplies the jump by the stride.
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
 * The cells of every level that a range of units on top of `layers` sees, from the top down:
 * the first entry is `units` itself, the last is the range in the network's input.
 */
export function rangesBelow(layers: readonly WindowLayer[], units: CellRange): readonly CellRange[] {
  const ranges: CellRange[] = [units];
  let range = units;
  for (const layer of layers.toReversed()) {
    range = {
      first: range.first * layer.stride - layer.padding,
      last: range.last * layer.stride - layer.padding + (layer.kernel - 1) * layer.dilation,
    };
    ranges.push(range);
  }
  return ranges;
}
