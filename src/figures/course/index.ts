// What the figures of a course import as `lectern/figures`: what Lectern's own are made of.
export { choice, wholeNumber } from "../attributes.ts";
export type { FigureSpec } from "../define-figure.tsx";
export type {
  AttributeSchema,
  Figure,
  FigureContext,
  FigureModel,
  ReservedHeight,
  SampleImages,
  WrittenAttributes,
} from "../figure.ts";
export { afterLayout } from "../parts/after-layout.ts";
export { Button, Controls, Segments, Select, Slider, Stepper } from "../parts/controls/controls.tsx";
export { DrawInTurn } from "../parts/draw-in-turn.tsx";
export { useFigure, usePageId } from "../parts/figure-host.tsx";
export { cellSize, Grid, type GridProps, showsNumbers, TitledGrid } from "../parts/grid/grid.tsx";
export { PixelCanvas } from "../parts/image/canvas.tsx";
export { ImageChooser } from "../parts/image/image-chooser.tsx";
export { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
export { useReducedMotion } from "../parts/media.ts";
export { createCellPlayback, playedGrid } from "../parts/player/cell-playback.ts";
export { createPlayback, type Playback } from "../parts/player/playback.ts";
export { Player } from "../parts/player/player.tsx";
export { createSelection, type Selection } from "../parts/selection.ts";
export { formatNumber, formatPercent } from "../parts/text/format.ts";
export { Formula } from "../parts/text/formula.tsx";
export { defineOwnFigure as defineFigure } from "./define-own-figure.ts";
