import type ts from "typescript";

/** A call of a function of `lectern`, which may be imported by another name. */
export interface LibraryCall {
  readonly name: string;
  readonly call: ts.CallExpression;
}

/** What is wrong in the arguments of a call. */
export interface CallMistake {
  readonly node: ts.Node;
  readonly message: string;
  readonly remedy: string;
}
