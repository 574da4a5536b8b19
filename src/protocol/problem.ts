/** Something an author got wrong: where, what, and what to do about it. */
export interface Problem {
  /** The lesson's file, as given to the parser. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
  /** Where the mistake is that this problem comes from, as `file:line:column`: it is a problem of its own there. */
  readonly cause?: string;
}

/** Problems without those whose cause is among them: each mistake is said once. */
export function withoutConsequences(problems: readonly Problem[]): readonly Problem[] {
  const places = new Set(problems.map(({ file, line, column }) => `${file}:${line}:${column}`));
  return problems.filter(({ cause }) => cause === undefined || !places.has(cause));
}
