import type { Piece } from "./piece.ts";

/** From the page to the worker. */
export type LanguageRequest =
  /** The modules that the lesson brings, as cells import them; `types` is the JSON of their `ModuleTypes`, if they have any. */
  | { readonly type: "modules"; readonly names: readonly string[]; readonly types: string | null }
  /** The lesson's code, now. The worker checks it, `first` before all other cells, and reports the problems. */
  | {
      readonly type: "update";
      readonly version: number;
      readonly pieces: readonly Piece[];
      readonly first: string | null;
    }
  | { readonly type: "ask"; readonly id: number; readonly question: Question };

/** From the worker to the page. */
export type LanguageReport =
  /** It can be asked: its script has run. */
  | { readonly type: "started" }
  /** The problems of cells of this version, by id: of the first cell, and later of all. */
  | {
      readonly type: "problems";
      readonly version: number;
      readonly problems: Problems;
    }
  | { readonly type: "answer"; readonly id: number; readonly answer: Answer };

/** What is wrong in cells, by their ids. */
export type Problems = ReadonlyMap<string, readonly CellProblem[]>;

/** What is wrong in a cell, in offsets of its text. */
export interface CellProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /**
   * In the check of the exercise, which the reader does not see: what the cell declares there does not fit. If that is
   * missing, the problem has no place: both offsets are 0.
   */
  readonly inCheck: boolean;
}

/** A position in a cell's text. */
export interface CellOffset {
  readonly cell: string;
  readonly offset: number;
}

export type Question =
  | ({ readonly type: "complete" } & CellOffset)
  /** The documentation of one completion. */
  | ({ readonly type: "describe"; readonly name: string } & CellOffset)
  | ({ readonly type: "hover" } & CellOffset)
  | ({ readonly type: "signature" } & CellOffset)
  | ({ readonly type: "define" } & CellOffset)
  | ({ readonly type: "rename"; readonly to: string } & CellOffset)
  | { readonly type: "format"; readonly cell: string };

export type Answer =
  | { readonly type: "nothing" }
  | { readonly type: "completions"; readonly from: number; readonly completions: readonly Completion[] }
  | { readonly type: "description"; readonly description: Description }
  | { readonly type: "hover"; readonly from: number; readonly to: number; readonly description: Description }
  | { readonly type: "signature"; readonly from: number; readonly signature: Signature }
  /** The declaration is in a cell. */
  | { readonly type: "definition"; readonly cell: string; readonly from: number; readonly to: number }
  /** The declaration is in a library. */
  | { readonly type: "elsewhere"; readonly module: string }
  | { readonly type: "edits"; readonly edits: readonly CellEdit[] }
  /** Why something cannot be renamed or formatted. */
  | { readonly type: "refused"; readonly message: string };

export interface Completion {
  readonly name: string;
  /** One of CodeMirror's types of completions, which choose the icon. */
  readonly type:
    | "class"
    | "constant"
    | "enum"
    | "function"
    | "interface"
    | "keyword"
    | "method"
    | "namespace"
    | "property"
    | "type"
    | "variable";
  /** From 0, with the nearest first. */
  readonly distance: number;
}

/** What is known about a name: its type, and the comment of its declaration. */
export interface Description {
  readonly signature: string;
  readonly documentation: string;
  /** What `@param` and the like say, each as one line. */
  readonly notes: readonly string[];
}

/** The call around a position. */
export interface Signature {
  /** `conv2d(`, the parameters, and `): Tensor`. */
  readonly before: string;
  readonly parameters: readonly { readonly text: string; readonly documentation: string }[];
  readonly after: string;
  readonly documentation: string;
  /** The parameter at the position. */
  readonly active: number;
  /** Which of how many overloads this is, from 1. */
  readonly overload: number;
  readonly overloads: number;
}

/** Replaces a range of a cell's text. */
export interface CellEdit {
  readonly cell: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}
