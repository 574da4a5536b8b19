import type { Tokens } from "marked";
import { analyseCell } from "../../cell/analyse-cell.ts";
import type { CellId } from "../../protocol/ids.ts";
import { nearest } from "../../protocol/nearest.ts";
import type { Block, Cell, CellBlock, Twin } from "../lesson.ts";
import { type Fence, isTypeScript, readFence } from "../markdown/fence.ts";
import type { Fault } from "../source-text.ts";
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

/** The id of a fence that is a cell; null if it is only shown. Reports what keeps it from being one. */
function runnableId(
  token: Tokens.Code,
  fence: Fence,
  enclosure: Enclosure,
  context: BlockContext,
): CellId | null {
  const report = (fault: Reported): void =>
    context.log.report(context.offsets.within(token, fence.attributesOffset), fault.message, fault.remedy);
  if (fence.attributes.id === null) {
    const fault = faultOfListing(fence, enclosure);
    if (fault !== null) report(fault);
    return null;
  }
  const fault = languageFault(fence) ?? enclosureFault(enclosure);
  if (fault !== null) {
    report(fault);
    return null;
  }
  const role = ["starter", "check"].find((each) => fence.attributes.classes.includes(each));
  if (role) report(enclosure === "lesson" ? outsideExercise(`\`.${role}\``) : inDivOfExercise(role));
  return context.anchors.cell(token);
}

type Reported = Pick<Fault, "message" | "remedy">;

const outsideExercise = (what: string): Reported => ({
  message: `${what} outside an exercise.`,
  remedy: "Put it in a `::: {.exercise}`.",
});
const inDivOfExercise = (role: string): Reported => ({
  message: `\`.${role}\` in a div of an exercise.`,
  remedy: "Put it in the exercise itself, outside other divs.",
});

/** What is wrong with code without an id, which its author may have meant as a cell or a check. */
function faultOfListing({ attributes, language }: Fence, enclosure: Enclosure): Reported | null {
  const [role] = attributes.classes.filter((name) => CLASSES.includes(name));
  if (role === "check") return enclosure === "lesson" ? outsideExercise("A check") : inDivOfExercise(role);
  if (QUARTO_CELL.test(language)) {
    return {
      message: `\`${language}\` is not a cell here: this code is shown, but does not run.`,
      remedy: "Write ```` ```ts {#id} ```` for a cell, or ```` ```python ```` for code that is only shown.",
    };
  }
  if (role === undefined) return null;
  return { message: `\`.${role}\` on code that is not a cell.`, remedy: "Give it an id: `{#id}`." };
}

function languageFault({ language }: Fence): Reported | null {
  if (isTypeScript(language)) return null;
  return {
    message: `Code in \`${language || "no language"}\` does not run.`,
    remedy: /^(?:js|javascript)$/i.test(language)
      ? "Only `ts` fences are cells, and JavaScript is TypeScript, too: write `ts`."
      : "Only `ts` fences are cells: remove the id.",
  };
}

function enclosureFault(enclosure: Enclosure): Reported | null {
  if (enclosure !== "aside" && enclosure !== "notes") return null;
  const holder = enclosure === "aside" ? "A hint or a solution" : "Notes for the speaker";
  return {
    message: `${holder} cannot contain a cell: this code is shown, but does not run.`,
    remedy: "Remove the id.",
  };
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
