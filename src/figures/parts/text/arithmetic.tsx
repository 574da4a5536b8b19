import type { JSX } from "preact";
import { figureWords } from "../../../words/figure-words.ts";
import type { Part } from "../grid/grid.tsx";
import { formatNumber } from "./format.ts";

/** One product of the sum. */
export interface Product {
  readonly input: number;
  readonly weight: number;
}

/** Products that are written out by default; the rest is given as one number. */
const MOST = 25;

/** A sum of products in the figures' colours: −5 = 2·(−1) + 1·1 + … + bias. Products that are 0 are faint. */
export function Arithmetic(props: {
  readonly result: number;
  readonly products: readonly Product[];
  readonly bias?: number;
  readonly most?: number;
  readonly formatInput?: (value: number) => string;
  readonly formatWeight?: (value: number) => string;
}): JSX.Element {
  const { formatInput = formatNumber, formatWeight = formatNumber, most = MOST } = props;
  const written = props.products.slice(0, most);
  const rest = props.products.slice(most);
  return (
    <p class="fig-arithmetic">
      <b class="fig-as-output">{formatNumber(props.result)}</b>
      {" = "}
      {written.map(({ input, weight }, index) => (
        <span key={index} class={input * weight === 0 ? "fig-product fig-nothing" : "fig-product"}>
          {index > 0 && <i> + </i>}
          <b class="fig-as-input">{inBrackets(formatInput(input))}</b>·
          <b class="fig-as-kernel">{inBrackets(formatWeight(weight))}</b>
        </span>
      ))}
      {rest.length > 0 && (
        <span class="fig-product">
          {" + "}
          {figureWords.parts.fromMore(
            formatNumber(rest.reduce((sum, { input, weight }) => sum + input * weight, 0)),
            rest.length,
          )}
        </span>
      )}
      {props.bias !== undefined && (
        <span class="fig-product">
          {" + "}
          <b class="fig-as-kernel">{inBrackets(formatNumber(props.bias))}</b>
          <small> {figureWords.parts.bias}</small>
        </span>
      )}
    </p>
  );
}

/** A number in the colour of its part. */
export function Coloured(props: { readonly part: Part; readonly value: number | string }): JSX.Element {
  const text = typeof props.value === "number" ? formatNumber(props.value) : props.value;
  return <b class={`fig-as-${props.part}`}>{text}</b>;
}

/** The same sum in words, for screen readers. */
export function describeProducts(
  result: number,
  products: readonly Product[],
  formatWeight = formatNumber,
): string {
  const parts = products
    .filter((product) => product.input * product.weight !== 0)
    .map((product) => figureWords.parts.times(formatNumber(product.input), formatWeight(product.weight)));
  const nothing = products.length - parts.length;
  const zeros =
    nothing === 0 ? "" : nothing === 1 ? figureWords.parts.oneZero : figureWords.parts.zeros(nothing);
  const all = [...parts, ...(zeros === "" ? [] : [zeros])];
  return figureWords.parts.sum(formatNumber(result), all);
}

function inBrackets(text: string): string {
  return text.startsWith("−") ? `(${text})` : text;
}
