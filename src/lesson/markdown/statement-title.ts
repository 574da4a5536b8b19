import type { Token, Tokens } from "marked";
import { isStatement, kindOfId } from "../kinds.ts";
import type { Attributes } from "./attribute-syntax.ts";
import { isHeading } from "./heading-syntax.ts";

/** The heading that a theorem or the like begins with: its title, and no section of the lesson. */
export interface StatementTitleToken extends Tokens.Generic {
  readonly type: "statementTitle";
  readonly raw: string;
  tokens: Token[];
}

/** Whether a div is a theorem or the like, or a proof. */
export function hasStatementTitle({ id, classes }: Attributes): boolean {
  return classes.includes("proof") || (id !== null && isStatement(kindOfId(id)));
}

/** The contents of a statement, with the heading at their beginning as its title. */
export function withStatementTitle(tokens: readonly Token[]): Token[] {
  const [first] = tokens.filter(({ type }) => type !== "space");
  return tokens.map((token) => {
    if (token !== first || !isHeading(token)) return token;
    // The same list of tokens: `marked` fills it later.
    return { type: "statementTitle", raw: token.raw, tokens: token.tokens };
  });
}

export function isStatementTitle(token: Tokens.Generic): token is StatementTitleToken {
  return token.type === "statementTitle";
}
