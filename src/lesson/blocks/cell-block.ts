import type { Tokens } from "marked";
import { analyseCell } from "../../cell/analyse-cell.ts";
import type { CellId } from "../../protocol/ids.ts";
import { nearest } from "../../protocol/nearest.ts";
import type { Block, Cell, CellBlock, Twin } from "../lesson.ts";
import { type Fence, isTypeScript, readFence } from "../markdown/fence.ts";
import type { BlockContext } from "./block-context.ts";
import { codeOffset } from "./code-offset.ts";
import { isTwin } from "./twins.ts";

/** What begins a cell of Quarto or R Markdown, such as `{python}` or `{r, echo=FALSE}`. */
const QUARTO_CELL = /^\{(?:python|r|julia|ojs|js|ts|typescript|javascript|sql|bash)\b/i;

/** The classes of a `ts` fence. */
const CLASSES = ["hidden-code", "manual", "starter", "check"];

/** What a fence is inside of, which decides what it may be: an aside is a hint or a solution, notes are for the speaker. */
export type Enclosure = "lesson" | "exercise" | "aside" | "notes";

/** A fence in the flow of the lesson: a cell where it has an id, else a listing. */
export function fenceBlock(token: Tokens.Code, enclosure: Enclosure, context: BlockContext): Block {
  const fence = readFence(token);
  reportAttributes(token, fence, context);
  const id = runnableId(token, fence, enclosure, context);
  if (id) return readCell(token, fence, id, context);
  const line = context.source.line(context.offsets.of(token));
  const source = fence.source.replace(/\n$/, "");
  return {
    type: "listing",
    line,
    language: fence.language,
    source,
    html: context.renderer.code(source, fence.language),
  };
}

function runnableId(
  token: Tokens.Code,
  fence: Fence,
  enclosure: Enclosure,
  context: BlockContext,
): CellId | null {
  const { attributes } = fence;
  const report = (message: string, remedy: string): void =>
    context.log.report(context.offsets.within(token, fence.attributesOffset), message, remedy);
  if (attributes.id === null) {
    const [role] = attributes.classes.filter((name) => CLASSES.includes(name));
    if (role === "check" && enclosure === "lesson")
      report("A check outside an exercise.", "Put it in a `::: {.exercise}`.");
    else if (role === "check")
      report("`.check` in a div of an exercise.", "Put it in the exercise itself, outside other divs.");
    else if (QUARTO_CELL.test(fence.language))
      report(
        `\`${fence.language}\` is not a cell here: this code is shown, but does not run.`,
        "Write ```` ```ts {#id} ```` for a cell, or ```` ```python ```` for code that is only shown.",
      );
    else if (role) report(`\`.${role}\` on code that is not a cell.`, "Give it an id: `{#id}`.");
    return null;
  }
  if (!isTypeScript(fence.language)) {
    report(
      `Code in \`${fence.language || "no language"}\` does not run.`,
      /^(?:js|javascript)$/i.test(fence.language)
        ? "Only `ts` fences are cells, and JavaScript is TypeScript, too: write `ts`."
        : "Only `ts` fences are cells: remove the id.",
    );
    return null;
  }
  if (enclosure === "aside" || enclosure === "notes") {
    const holder = enclosure === "aside" ? "A hint or a solution" : "Notes for the speaker";
    report(`${holder} cannot contain a cell: this code is shown, but does not run.`, "Remove the id.");
    return null;
  }
  const role = ["starter", "check"].find((each) => attributes.classes.includes(each));
  if (role && enclosure === "lesson")
    report(`\`.${role}\` outside an exercise.`, "Put it in a `::: {.exercise}`.");
  else if (role)
    report(`\`.${role}\` in a div of an exercise.`, "Put it in the exercise itself, outside other divs.");
  return context.anchors.cell(token);
}

/** A `ts` fence as a cell; a syntax error is reported at its position in the lesson. */
export function readCell(
  token: Tokens.Code,
  fence: Fence,
  id: CellId,
  context: BlockContext,
  exercise: Cell["exercise"] = null,
): CellBlock {
  const source = fence.source.replace(/\n$/, "");
  const { classes } = fence.attributes;
  reportSyntax(token, fence, context);
  return {
    type: "cell",
    line: context.source.line(context.offsets.of(token)),
    cell: {
      id,
      source,
      hiddenCode: classes.includes("hidden-code"),
      manual: classes.includes("manual"),
      ...analyseCell(fence.source).names,
      exercise,
    },
    html: context.renderer.code(source, "ts"),
    twin: readTwin(id, context),
  };
}

function readTwin(cell: CellId, { twins, source: text, offsets, renderer }: BlockContext): Twin | null {
  const token = twins.of(cell);
  if (token === null) return null;
  const source = readFence(token).source.replace(/\n$/, "");
  return { line: text.line(offsets.of(token)), source, html: renderer.code(source, "python") };
}

/** Reports TypeScript that does not compile, at its position in the lesson. */
export function reportSyntax(token: Tokens.Code, fence: Fence, context: BlockContext): void {
  const { error } = analyseCell(fence.source);
  if (error === null) return;
  const remedy = "Correct it; a cell is TypeScript, as in a module.";
  const offset = codeOffset(token, error, context, fence);
  context.log.report(offset, `The code does not compile: ${error.message}`, remedy);
}

/** Reports unknown classes and attributes of a fence. */
export function reportAttributes(token: Tokens.Code, fence: Fence, context: BlockContext): void {
  const { attributes, attributesOffset } = fence;
  const twin = isTwin(fence);
  const report = (offset: number, message: string, remedy: string): void =>
    context.log.report(context.offsets.within(token, attributesOffset + offset), message, remedy);
  for (const { offset, message, remedy } of attributes.faults) report(offset, message, remedy);
  for (const name of attributes.classes.filter(
    (name) => !CLASSES.includes(name) && !(twin && name === "twin"),
  )) {
    const near = nearest(name, CLASSES);
    const known = "A fence can have `.hidden-code`, `.manual`, `.starter` and `.check`.";
    report(0, `Unknown class \`.${name}\` of a cell.`, near ? `Did you mean \`.${near}\`?` : known);
  }
  for (const [key, { offset }] of attributes.values) {
    if (twin && key === "of") continue;
    report(offset, `Unknown attribute \`${key}\` of a cell.`, "Remove it: a fence has an id and classes.");
  }
}
