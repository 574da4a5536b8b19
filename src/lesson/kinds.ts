/** What can be numbered and referred to, by the prefix of its id, as in Quarto. */
const KIND_OF_PREFIX = {
  fig: "figure",
  tbl: "table",
  eq: "equation",
  sec: "section",
  exr: "exercise",
  thm: "theorem",
  lem: "lemma",
  cor: "corollary",
  prp: "proposition",
  cnj: "conjecture",
  def: "definition",
  exm: "example",
  rem: "remark",
} as const;

export type Kind = (typeof KIND_OF_PREFIX)[keyof typeof KIND_OF_PREFIX];

const PREFIXES: ReadonlyMap<string, Kind> = new Map(Object.entries(KIND_OF_PREFIX));

/** The kind of thing that an id such as `fig-loss` says it belongs to; null for any other id. */
export function kindOfId(id: string): Kind | null {
  const [, prefix] = /^([a-z]+)-./.exec(id) ?? [];
  return prefix === undefined ? null : (PREFIXES.get(prefix) ?? null);
}

/** `@Fig-loss` at the beginning of a sentence is `@fig-loss`, as in Quarto. */
export function withSmallPrefix(id: string): string {
  return id.replace(/^[A-Z](?=[a-z]+-.)/, (letter) => letter.toLowerCase());
}

export function prefixOf(kind: Kind): string {
  return [...PREFIXES].find(([, of]) => of === kind)?.[0] ?? kind;
}

/** The kinds that are divs with a number and a title: theorems and the like. */
export const STATEMENTS = [
  "theorem",
  "lemma",
  "corollary",
  "proposition",
  "conjecture",
  "definition",
  "example",
  "remark",
] as const satisfies readonly Kind[];

export type StatementKind = (typeof STATEMENTS)[number];

export function isStatement(kind: Kind | null): kind is StatementKind {
  return STATEMENTS.some((statement) => statement === kind);
}
