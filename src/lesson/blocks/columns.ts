import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import type { BlockContext } from "./block-context.ts";

const WIDTH = /^(?:\d{1,2}(?:\.\d+)?|100)%$/;

/** `width="40%"` of a column; null if it has none that can be used. */
export function columnWidth({ attributes: { classes, values } }: DivToken): string | null {
  const width = values.get("width")?.value ?? null;
  return classes.includes("column") && width !== null && WIDTH.test(width) ? width : null;
}

/** What is wrong with `.columns`, whose children are `.column`, and with the widths of these. */
export function reportColumns(token: DivToken, { log, offsets }: BlockContext): void {
  const { classes, values } = token.attributes;
  const report = (index: number, message: string, remedy: string): void =>
    log.report(offsets.within(token, token.attributesOffset + index), message, remedy);
  const width = values.get("width");
  if (classes.includes("column") && width !== undefined && !WIDTH.test(width.value)) {
    report(
      width.offset,
      `\`${width.value}\` is not the width of a column.`,
      'Write a part of the text\'s width: `width="40%"`.',
    );
  }
  if (!classes.includes("columns")) return;
  const children = token.tokens.filter(({ type }) => type !== "space");
  const columns = children.filter(isDiv).filter(({ attributes }) => attributes.classes.includes("column"));
  if (columns.length === 0) {
    report(0, "Columns without a column.", "Put divs `::: {.column}` between the `::::` lines.");
  }
  const other = children.find((child) => !columns.some((column) => column === child));
  if (columns.length > 0 && other !== undefined) {
    log.report(offsets.of(other), "Text between columns belongs to none.", "Put it into a `::: {.column}`.");
  }
  const total = columns.reduce((sum, column) => sum + Number.parseFloat(columnWidth(column) ?? "0"), 0);
  if (total > 100) report(0, `The columns are ${total}% wide together.`, "Make it 100% or less.");
}
