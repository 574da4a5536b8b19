import { computed, type ReadonlySignal, type Signal, signal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import { choice, wholeNumber } from "../attributes.ts";
import type { FirstHeight, Mount } from "../figure.ts";
import { rangesBelow } from "../maths/receptive-fields.ts";
import { Button, Controls, Segments, Select, Stepper } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure, usePageId } from "../parts/figure-host.tsx";
import "./style.css";
import {
  buildStack,
  STACK_NAMES,
  STACKS,
  type Stack,
  type StackLayer,
  type StackName,
  windowsUpTo,
} from "./stack.ts";
import { atLevel, levelName, StackView, type Unit } from "./stack-view.tsx";

/** `input`: cells along a side of the input. `stack`: the layers at the start. */
export const attributes = v.strictObject({
  input: wholeNumber("input", 8, 24, 15),
  stack: choice("stack", STACK_NAMES, "small-kernels"),
});
type Attributes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Attributes> = () => ({ wide: 559, narrow: 994 });

/** What a unit of a stack of layers sees in every layer below, and of the input. */
export const mount: Mount<Attributes> = (host, chosen, context) =>
  mountFigure(host, context, <ReceptiveFieldFigure attributes={chosen} />);

const MOST_LAYERS = 5;

interface Model {
  readonly layers: Signal<readonly StackLayer[]>;
  readonly stack: ReadonlySignal<Stack>;
  /** The unit that was chosen, and the one that is pointed at meanwhile. */
  readonly chosen: Signal<Unit>;
  readonly pointed: Signal<Unit | null>;
  readonly unit: ReadonlySignal<Unit>;
  readonly actions: Signal<number>;
}

function createModel(attributes: Attributes): Model {
  const layers = signal(STACKS[attributes.stack].layers);
  const stack = computed(() => buildStack(attributes.input, layers.value));
  const chosen = signal(middleOfTop(stack.value));
  const pointed = signal<Unit | null>(null);
  return {
    layers,
    stack,
    chosen,
    pointed,
    unit: computed(() => within(stack.value, pointed.value ?? chosen.value)),
    actions: signal(0),
  };
}

function sidesOf(stack: Stack): readonly number[] {
  return stack.levels.map(({ side }) => side);
}

function middleOfTop(stack: Stack): Unit {
  const level = stack.levels.length - 1;
  const middle = Math.floor(((stack.levels[level]?.side ?? 1) - 1) / 2);
  return { level, row: middle, column: middle };
}

/** A unit that exists: layers may have become smaller, or fewer, since it was chosen. */
function within(stack: Stack, unit: Unit): Unit {
  const level = Math.min(unit.level, stack.levels.length - 1);
  const last = (stack.levels[level]?.side ?? 1) - 1;
  return { level, row: Math.min(unit.row, last), column: Math.min(unit.column, last) };
}

function changeLayers(model: Model, layers: readonly StackLayer[]): void {
  model.layers.value = layers;
  model.pointed.value = null;
  model.chosen.value = middleOfTop(model.stack.value);
  model.actions.value += 1;
}

function choose(model: Model, unit: Unit): void {
  model.pointed.value = null;
  model.chosen.value = unit;
  model.actions.value += 1;
}

function ReceptiveFieldFigure(props: { readonly attributes: Attributes }): JSX.Element {
  const model = useMemo(() => createModel(props.attributes), [props.attributes]);
  const words = useComputed(
    () => `${describeStack(model)} ${describeUnit(model.stack.value, model.unit.value)}.`,
  );
  const { width } = useFigure();
  useAnnounceAfter(model.actions.value, words.value);
  const wide = width.value >= 680;
  return (
    <Figure label="Receptive fields" now={words.value}>
      <Presets model={model} />
      <div class="fig-receptive">
        <StackView
          stack={model.stack.value}
          unit={model.unit.value}
          width={wide ? Math.floor(width.value * 0.54) : width.value}
          describe={(unit) => describeUnit(model.stack.value, unit)}
          onPoint={(unit) => {
            model.pointed.value = unit;
          }}
          onChoose={(unit) => choose(model, unit)}
        />
        <div class="fig-receptive-side">
          <LevelTable model={model} />
          <FieldSum model={model} />
          <LayerControls model={model} />
          {model.stack.value.fault !== null && <p class="fig-fault">{model.stack.value.fault}</p>}
        </div>
      </div>
      <p class="fig-remark">{weightWords(model)}</p>
    </Figure>
  );
}

function Presets({ model }: { readonly model: Model }): JSX.Element {
  const current = STACK_NAMES.find((name) => STACKS[name].layers === model.layers.value);
  return (
    <Controls>
      <Segments<StackName | "own">
        label="Layers"
        value={current ?? "own"}
        options={[
          ...STACK_NAMES.map((value) => ({ value, label: STACKS[value].label })),
          ...(current === undefined ? [{ value: "own" as const, label: "Your own" }] : []),
        ]}
        onChange={(name) => {
          if (name !== "own") changeLayers(model, STACKS[name].layers);
        }}
      />
    </Controls>
  );
}

/** The levels in the order of the picture, the highest first; the row of the unit's level is chosen. */
function LevelTable({ model }: { readonly model: Model }): JSX.Element {
  const group = usePageId();
  const stack = model.stack.value;
  const unit = model.unit.value;
  return (
    <table class="fig-levels">
      <thead>
        <tr>
          <th scope="col">Level</th>
          <th scope="col">Cells</th>
          <th scope="col">A unit sees</th>
        </tr>
      </thead>
      <tbody>
        {stack.levels
          .map((level, index) => ({ level, index }))
          .toReversed()
          .map(({ level, index }) => (
            <tr
              key={index}
              class={index === unit.level ? "fig-level-chosen" : ""}
              onClick={() => choose(model, atLevel(unit, index, sidesOf(stack)))}
            >
              <th scope="row">
                <label>
                  <input
                    type="radio"
                    class="fig-hidden"
                    name={group}
                    checked={index === unit.level}
                    onChange={() => choose(model, atLevel(unit, index, sidesOf(stack)))}
                  />
                  <span>
                    <b>{index === 0 ? "input" : `layer ${index}`}</b>{" "}
                    <small>{layerWords(model.layers.value[index - 1])}</small>
                  </span>
                </label>
              </th>
              <td>
                {level.side} × {level.side}
              </td>
              <td>
                <b class="fig-as-input">
                  {level.field.size} × {level.field.size}
                </b>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** How the field of the unit's level comes about from that of the level below. */
function FieldSum({ model }: { readonly model: Model }): JSX.Element | null {
  const { level } = model.unit.value;
  const here = model.stack.value.levels[level];
  const below = model.stack.value.levels[level - 1];
  if (here?.window == null || below === undefined) return null;
  const { kernel, dilation } = here.window;
  return (
    <p class="fig-arithmetic">
      <b class="fig-as-input">{here.field.size}</b> = {below.field.size} + (
      <b class="fig-as-kernel">{kernel}</b> − 1)
      {dilation > 1 && (
        <>
          ·<b class="fig-as-kernel">{dilation}</b>
        </>
      )}
      ·{below.field.jump}{" "}
      <small>
        what a unit of {levelName(level - 1)} sees, and {kernel - 1} more step{kernel === 2 ? "" : "s"}
        {dilation > 1 && `, ${dilation} apart,`} of {below.field.jump} cell{below.field.jump === 1 ? "" : "s"}
      </small>
    </p>
  );
}

function LayerControls({ model }: { readonly model: Model }): JSX.Element {
  const layers = model.layers.value;
  const place = Math.max(0, model.unit.value.level - 1);
  const layer = layers[place];
  const change = (changes: Partial<StackLayer>) => {
    if (layer === undefined) return;
    const { row, column, level } = model.unit.value;
    changeLayers(model, layers.with(place, { ...layer, ...changes }));
    model.chosen.value = within(model.stack.value, { level: Math.max(1, level), row, column });
  };
  return (
    <div class="fig-layer-controls">
      {layer !== undefined && (
        <Controls>
          <span class="fig-control">Layer {place + 1}</span>
          <Select
            label="is"
            value={layer.type}
            options={[
              { value: "conv", label: "convolution" },
              { value: "pool", label: "pooling" },
            ]}
            onChange={(type) =>
              change(
                type === "pool"
                  ? { type, kernel: 2, stride: 2, dilation: 1, padding: "none" }
                  : { type, kernel: 3, stride: 1 },
              )
            }
          />
          <Stepper
            label="Kernel"
            value={layer.kernel}
            low={1}
            high={9}
            onChange={(kernel) => change({ kernel })}
          />
          <Stepper
            label="Stride"
            value={layer.stride}
            low={1}
            high={4}
            onChange={(stride) => change({ stride })}
          />
          {layer.type === "conv" && (
            <>
              <Stepper
                label="Dilation"
                value={layer.dilation}
                low={1}
                high={4}
                onChange={(dilation) => change({ dilation })}
              />
              <Select
                label="Padding"
                value={layer.padding}
                options={[
                  { value: "none", label: "none" },
                  { value: "same", label: "same" },
                ]}
                onChange={(padding) => change({ padding })}
              />
            </>
          )}
        </Controls>
      )}
      <Controls>
        <Button
          disabled={layers.length >= MOST_LAYERS}
          onClick={() =>
            changeLayers(model, [
              ...layers,
              { type: "conv", kernel: 3, stride: 1, dilation: 1, padding: "none" },
            ])
          }
        >
          Add a layer
        </Button>
        <Button disabled={layers.length <= 1} onClick={() => changeLayers(model, layers.toSpliced(place, 1))}>
          Remove layer {place + 1}
        </Button>
      </Controls>
    </div>
  );
}

function layerWords(layer: StackLayer | undefined): string {
  if (layer === undefined) return "";
  const stride = layer.stride > 1 ? `, stride ${layer.stride}` : "";
  const dilation = layer.dilation > 1 ? `, dilation ${layer.dilation}` : "";
  const padding = layer.padding === "same" ? ", same" : "";
  return `${layer.kernel} × ${layer.kernel}${layer.type === "pool" ? " pool" : ""}${stride}${dilation}${padding}`;
}

/** What the stack costs against one kernel that sees as much. */
function weightWords(model: Model): string {
  const stack = model.stack.value;
  const field = stack.levels.at(-1)?.field.size ?? 1;
  const weights = model.layers.value
    .slice(0, stack.levels.length - 1)
    .filter(({ type }) => type === "conv")
    .reduce((sum, { kernel }) => sum + kernel * kernel, 0);
  return (
    `With one channel everywhere, this stack has ${weights} weights; a single kernel that sees ${field} × ${field} cells has ${field * field}. ` +
    "The stronger a cell’s colour, the more ways lead from it to the unit. Outside its frame, nothing reaches the unit at all."
  );
}

function describeStack(model: Model): string {
  const { levels, fault } = model.stack.value;
  const parts = levels.map(({ side, field }, index) =>
    index === 0
      ? `Input ${side} × ${side}`
      : `layer ${index} (${layerWords(model.layers.value[index - 1])}) ${side} × ${side}, sees ${field.size} × ${field.size}`,
  );
  return `${parts.join("; ")}.${fault === null ? "" : ` ${fault}`}`;
}

function describeUnit(stack: Stack, unit: Unit): string {
  const name = `${levelName(unit.level)}, row ${unit.row + 1}, column ${unit.column + 1}`;
  if (unit.level === 0) return name;
  const windows = windowsUpTo(stack, unit.level);
  const side = stack.levels[0]?.side ?? 1;
  const say = (place: number) => {
    const range = rangesBelow(windows, { first: place, last: place }).at(-1) ?? { first: 0, last: 0 };
    const padded = range.first < 0 || range.last >= side ? " (and padding)" : "";
    return `${Math.max(0, range.first) + 1} to ${Math.min(side - 1, range.last) + 1}${padded}`;
  };
  return `${name} sees rows ${say(unit.row)} and columns ${say(unit.column)} of the input`;
}
