import type { Token } from "marked";
import type { NumberedFormula, Numbering } from "../html/numbering.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import type { ReferenceWords } from "../reference-words.ts";
import { type EquationReference, editTex, type TexEdit } from "../references/equation-tex.ts";
import type { NumberedEquation, Numbers } from "../references/number-parts.ts";
import type { Anchors } from "./anchors.ts";
import type { Targets } from "./targets-in-lessons.ts";

/** The numbers of a lesson's parts as the page shows them. */
export interface LessonNumbering extends Numbering {
  /** The label of a div, such as `Theorem 2`; null for one without a number. */
  readonly div: (token: DivToken) => string | null;
}

export function createNumbering(
  numbers: Numbers,
  anchors: Anchors,
  targets: Targets,
  words: ReferenceWords,
): LessonNumbering {
  const equations = new Map<Token, NumberedFormula>(
    numbers.equations.map((equation) => [equation.token, formula(equation, anchors, targets, words)]),
  );
  const tables = new Map<Token, Token>([...numbers.captions].map(([table, caption]) => [caption, table]));
  const label = (token: Token): string | null => {
    const part = numbers.of(tables.get(token) ?? token);
    return part && `${words.kinds[part.kind]} ${part.number}`;
  };
  return {
    captioned(token) {
      if (isDiv(token)) return null;
      const text = label(token);
      const caption = numbers.captions.get(tables.get(token) ?? token);
      if (text === null) return caption === undefined ? null : { id: null, label: null };
      return { id: anchors.captioned(caption ?? token), label: text };
    },
    tableCaption: (table) => numbers.captions.get(table) ?? null,
    section: (heading) => numbers.of(heading)?.number ?? null,
    equation: (token) => equations.get(token) ?? null,
    div: label,
  };
}

function formula(
  { token, rows, references, stars }: NumberedEquation,
  anchors: Anchors,
  targets: Targets,
  words: ReferenceWords,
): NumberedFormula {
  const { own, labels } = anchors.equation(token);
  const edits: TexEdit[] = [
    ...stars.map((at) => ({ start: at, end: at, text: "*" })),
    ...rows.flatMap((row) => row.labels.map(({ start, end }) => ({ start, end, text: "" }))),
    ...references.map((reference) => referenceEdit(reference, targets)),
    ...rows.flatMap(({ number, insertAt }) =>
      insertAt === null ? [] : [tag(token.tex, insertAt, number ?? "")],
    ),
  ];
  const numbers = rows.flatMap(({ number }) => (number === null ? [] : [number]));
  const ids = own === null ? [...labels.values()] : [own, ...labels.values()];
  const [first, last] = [numbers[0], numbers.at(-1)];
  const range = first === last ? first : `${first}–${last}`;
  return {
    ...editTex(token.tex, edits),
    ids,
    numbers,
    label: range === undefined ? null : `${words.kinds.equation} ${range}`,
  };
}

/** A comment in the last line would hide the tag. */
function tag(tex: string, at: number, number: string): TexEdit {
  const line = tex.slice(tex.lastIndexOf("\n", at - 1) + 1, at);
  return { start: at, end: at, text: `${line.includes("%") ? "\n" : ""}\\tag{${number}}` };
}

/** A missing label is reported with the other references, and shown as it is written. */
function referenceEdit({ name, start, end, isInParentheses }: EquationReference, targets: Targets): TexEdit {
  const number = targets.find(name)?.number ?? name.replace(/[\\{}$#%&^_~]/g, "");
  return { start, end, text: `\\text{${isInParentheses ? `(${number})` : number}}` };
}
