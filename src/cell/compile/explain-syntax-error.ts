import type { ParseError } from "@babel/parser";
import { nearest } from "../../protocol/nearest.ts";
import { children, type Node, parseModule } from "../syntax-tree.ts";
import { closing, openBrackets } from "./brackets.ts";
import { explainCharacter, explainForeignSyntax } from "./foreign-syntax.ts";
import { authorLines } from "./lines.ts";
import { DECORATORS } from "./refuse-unsupported.ts";

/** An error of the parser with what is known about its place. */
interface Mistake {
  /** The parser's name for the error. */
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** The parser's own message. */
  readonly message: string;
  readonly source: string;
  readonly offset: number;
  readonly line: string;
  /** The word or sign at the error, and the line before it. Empty at the end of the code. */
  readonly token: string;
  readonly before: string;
}

type Explain = (mistake: Mistake) => string | null;

export function isParseError(error: unknown): error is ParseError {
  return (
    error instanceof SyntaxError && "reasonCode" in error && "pos" in error && typeof error.pos === "number"
  );
}

/** Says what is wrong, and what to write instead, to a reader who does not know the grammar. */
export function explainSyntaxError(error: ParseError, source: string): string {
  const mistake = locate(error, source);
  for (const explain of [foreign, jsx, byReason[mistake.reason] ?? none, brackets, missing]) {
    const message = explain(mistake);
    if (message !== null) return message;
  }
  return mistake.message;
}

function locate({ reasonCode, details, message, pos }: ParseError, source: string): Mistake {
  const lines = authorLines(source);
  const { line, column } = lines.position(pos);
  const text = lines.text(line);
  return {
    reason: reasonCode,
    details: { ...details },
    message: message.replace(/ \(\d+:\d+\)$/, ""),
    source,
    offset: pos,
    line: text,
    token:
      /^(?:[\p{L}\p{N}_$]+|=>|[=!]==?|"[^"\n]*"|'[^'\n]*'|[^\s])/u.exec(source.slice(pos).trimStart())?.[0] ??
      "",
    before: text.slice(0, column - 1),
  };
}

const none: Explain = () => null;

const foreign: Explain = ({ line }) => explainForeignSyntax(line);

/** The error of JSX is wherever the parser stumbles: what counts is whether the code parses as JSX. */
const jsx: Explain = ({ source }) => {
  if (!/<(?:\w|>)/.test(source)) return null;
  try {
    const hasJsx = (node: Node): boolean => node.type.startsWith("JSX") || children(node).some(hasJsx);
    if (!hasJsx(parseModule(source, ["typescript", "jsx"]))) return null;
    return "A cell has no JSX: HTML cannot be part of the code. Show values with `show(…)` or `console.log(…)`.";
  } catch {
    return null;
  }
};

const DECLARING = /\b(?:const|let|var|function|class|enum)\s+$/;

const reserved: Explain = ({ details, token, before }) => {
  const word = String(details["keyword"] ?? details["reservedWord"] ?? token);
  if (word === "await" && !DECLARING.test(before))
    return "`await` inside a function needs `async` before it: `async function f() { … }` or `async () => …`.";
  if (word === "yield") return "`yield` is only allowed inside a generator: `function* f() { … }`.";
  if (word === "else") return "There is no `if` that this `else` belongs to.";
  if (/^(?:catch|finally)$/.test(word)) return `There is no \`try\` that this \`${word}\` belongs to.`;
  if (/^(?:public|private|protected|static)$/.test(word) && before.trim() === "") {
    return `\`${word}\` is only allowed before the members of a class.`;
  }
  if (DECLARING.test(before) || /[({,[]\s*$/.test(before)) {
    return `\`${word}\` is a word of the language and cannot be a name. Choose another, such as \`${word}Name\`.`;
  }
  return null;
};

const declaredTwice: Explain = ({ token }) =>
  `\`${token}\` is already declared in this cell. Choose another name, or assign to it without \`let\`: \`${token} = …\`.`;

/** Words of the language that another word can follow. Shorter ones are like too many names. */
const STARTING_WORDS: readonly string[] = ["const", "function", "await", "async", "class", "import", "throw"];

const missingSemicolon: Explain = ({ before, token }) => {
  const previous = /([\p{L}\p{N}_$.]+|[^\s])\s*$/u.exec(before)?.[1] ?? "";
  if (previous === "" || token === "" || /^[)\]}]$/.test(token)) return null;
  const word = STARTING_WORDS.includes(previous) ? null : nearest(previous, STARTING_WORDS);
  if (word !== null && /^[\p{L}\p{N}_$]/u.test(token))
    return `Did you mean \`${word}\` instead of \`${previous}\`?`;
  return `\`${token}\` cannot follow \`${previous}\`: an operator, a comma, or the end of a line is missing between them.`;
};

/** By the parser's `reasonCode`. */
const byReason: Readonly<Record<string, Explain>> = {
  UnexpectedKeyword: reserved,
  UnexpectedReservedWord: (mistake) => numberedName(mistake) ?? reserved(mistake),
  NumberIdentifier: () => "A name cannot begin with a digit.",
  IllegalBreakContinue: ({ token }) =>
    token === "continue"
      ? "`continue` is only allowed inside a loop."
      : "`break` is only allowed inside a loop or a `switch`. To skip the rest of a cell, put it into an `if`.",
  IllegalReturn: () => "A cell has no `return`: write the value as its last line.",
  DeclarationMissingInitializer: () =>
    "A `const` needs a value: `const x = …`. For a variable that gets its value later, use `let`.",
  VarRedeclaration: declaredTwice,
  InvalidOrUnexpectedToken: ({ token }) => explainCharacter(token),
  UnterminatedString: ({ token }) =>
    `The text is not closed: \`${token}\` is missing at its end. (A text of several lines is written between backticks.)`,
  UnterminatedTemplate: () => "The text is not closed: a backtick is missing at its end.",
  UnterminatedComment: () => "The comment is not closed: `*/` is missing.",
  UnterminatedRegExp: () => "The regular expression is not closed: `/` is missing at its end.",
  InvalidLhs: () => "Only a variable or a property can be assigned to. If you want to compare, write `===`.",
  MissingPlugin: ({ details }) => missingSyntax(String(details["missingPlugin"])),
  MissingOneOfPlugins: () => "This syntax is not part of TypeScript.",
  NoCatchOrFinally: () => "A `try` needs a `catch (error) { … }` or a `finally { … }` after it.",
  StrictOctalLiteral: () => "A number does not begin with 0. (An octal number begins with `0o`.)",
  StrictDelete: () => "`delete` removes a property of an object. A variable cannot be deleted.",
  StrictWith: () => "`with` is not allowed in TypeScript.",
  UnexpectedTokenUnaryExponentiation: () => "Write parentheses: `(-a) ** b` or `-(a ** b)`.",
  MixingCoalesceWithLogical: () => "Write parentheses: `(a ?? b) || c`.",
  MissingSemicolon: (mistake) => numberedName(mistake) ?? missingSemicolon(mistake),
  UnexpectedToken: (mistake) =>
    condition(mistake) ?? namelessFunction(mistake) ?? orphan(mistake) ?? enumMember(mistake),
  UnsupportedParameterDecorator: () => DECORATORS,
};

/** Syntax that the parser knows, but only as an experiment. */
function missingSyntax(plugin: string): string {
  if (plugin === "deferredImportEvaluation")
    return 'A cell cannot use `import defer`: write `import * as name from "module"`.';
  if (plugin === "optionalChainingAssign")
    return "Nothing can be assigned to what has `?.` in it: check first, as in `if (a) a.b = 1`.";
  return "This syntax is not part of TypeScript.";
}

const numberedName: Explain = ({ line }) =>
  /\b(?:let|const|var|function|class)\s+\d/.test(line) ? "A name cannot begin with a digit." : null;

const condition: Explain = ({ details, before }) => {
  const [, keyword] = /\b(if|while|for|switch)\s*$/.exec(before) ?? [];
  if (!keyword || details["expected"] !== "(") return null;
  return `After \`${keyword}\` there are parentheses: \`${keyword} (…) { … }\`.`;
};

const namelessFunction: Explain = ({ before, token }) =>
  token === "(" && /(?:^|[;}])\s*(?:async\s+)?function\s*$/.test(before)
    ? "A function that stands alone needs a name: `function name(…) { … }`."
    : null;

const enumMember: Explain = ({ source, offset }) =>
  /\benum\s+[\p{ID_Continue}$]+\s*\{[^{}]*$/u.test(source.slice(0, offset)) &&
  /[[`\d]/.test(source.charAt(offset))
    ? 'The members of an enum have plain names, or texts in quotes: `enum E { A = 1, "b c" = 2 }`.'
    : null;

const orphan: Explain = (mistake) =>
  /^(?:else|catch|finally)$/.test(mistake.token) ? reserved(mistake) : null;

const brackets: Explain = ({ source, offset, token, message }) => {
  if (!message.startsWith("Unexpected token") && !message.startsWith("Missing semicolon")) return null;
  const open = openBrackets(source, offset).at(-1);
  const where = open ? ` of line ${authorLines(source).position(open.offset).line}` : "";
  if (token === "" && open)
    return `The code ends, but the \`${open.character}\`${where} is not closed: \`${closing(open)}\` is missing.`;
  if (token === "") return "The code ends too early: something is missing at its end.";
  if (!/^[)\]}]$/.test(token) || token === closing(open)) return null;
  if (!open) return `This \`${token}\` closes nothing: there is no open bracket before it.`;
  return `This \`${token}\` does not close the \`${open.character}\`${where}: \`${closing(open)}\` is missing before it.`;
};

/** The parser says which sign it expected, or only that it did not expect this one. */
const missing: Explain = ({ message, details, source, offset, token }) => {
  if (!message.startsWith("Unexpected token")) return null;
  const { expected } = details;
  const open = openBrackets(source, offset).at(-1);
  if (expected === "," && token === ";" && open !== undefined) {
    const isClosed = !openBrackets(source, source.length).some((bracket) => bracket.offset === open.offset);
    return isClosed
      ? `Write \`,\` instead of \`;\`, which ends a statement, before the \`${closing(open)}\`.`
      : `\`${closing(open)}\` is missing before \`;\`.`;
  }
  if (typeof expected === "string") return `\`${expected}\` is missing before \`${token}\`.`;
  return `\`${token}\` is not allowed here: something is missing before it, or it is one too many.`;
};
