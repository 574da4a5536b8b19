/** Text of another language or of a text processor, and what to write in TypeScript. */
interface Foreign {
  /** Is tried on the line of the error. */
  readonly pattern: RegExp;
  readonly message: string;
}

const FOREIGN: readonly Foreign[] = [
  {
    pattern: /^\s*(?:import\s+[\w.]+(?:\s+as\s+\w+)?|from\s+[\w.]+\s+import\s.*)\s*$/,
    message: 'This is an import of Python. In TypeScript: `import * as tf from "@tensorflow/tfjs";`',
  },
  {
    pattern: /^\s*def\s+\w+\s*\(/,
    message: "This is a function of Python. In TypeScript: `function name(x) { return …; }`",
  },
  {
    pattern: /\blambda\b[^:]*:/,
    message: "This is a function of Python. In TypeScript: `(x) => …`",
  },
  {
    pattern: /^\s*for\s+[\w, ]+\s+in\s.*:/,
    message: "This is a loop of Python. In TypeScript: `for (const x of list) { … }`",
  },
  {
    pattern: /\[.*\sfor\s+[\w, ]+\s+in\s.*\]/,
    message:
      "This is a list of Python. In TypeScript: `list.map((x) => …)`, after `.filter((x) => …)` if there is an `if`.",
  },
  {
    pattern: /^\s*class\s+\w+\s*(?:\(.*\))?\s*:/,
    message: "This is a class of Python. In TypeScript: `class Name extends Base { … }`",
  },
  {
    pattern: /^\s*(?:try|finally)\s*:|^\s*except\b.*:/,
    message: "This is a block of Python. In TypeScript: `try { … } catch (error) { … } finally { … }`",
  },
  {
    pattern: /^\s*(?:if|elif|else|while|with)\b.*:\s*$|^\s*(?:if|elif|while)\s+[^(\s].*:|^\s*else\s*:/,
    message:
      "This is a block of Python. In TypeScript its head has parentheses and its body braces: `if (a > b) { … }`",
  },
  { pattern: /^\s*\}?\s*elif\b/, message: "In TypeScript: `else if (…) { … }`" },
  {
    pattern: /\bfunction\b[^{]*\)\s*:\s*return\b/,
    message: "The body of a function is in braces: `function name(x) { return …; }`",
  },
  { pattern: /^\s*raise\b/, message: 'In TypeScript: `throw new Error("…")`' },
  { pattern: /^\s*assert\s+[^(\s]/, message: 'In TypeScript: `if (!(…)) throw new Error("…")`' },
  {
    pattern: /^\s*del\s+\w/,
    message:
      "There is no `del` in TypeScript: what is not used any more is freed by itself, and a tensor with `x.dispose()`.",
  },
  {
    pattern: /^\s*(?:global|nonlocal)\s+\w/,
    message: "There is no such statement in TypeScript: a function sees the variables around it.",
  },
  {
    pattern: /^\s*(?:let|const|var)\s+\w+\s*(?:,\s*\w+\s*)+=[^,]+,/,
    message: "Several variables get the values of a list with brackets: `const [a, b] = [1, 2];`",
  },
  {
    pattern: /[\w)\]]\[[^\]?{]*:[^\]?{]*\]/,
    message: "A part of a list is `list.slice(from, to)`, and of a tensor `x.slice(from, size)`.",
  },
  {
    pattern: /^\s*(?:final\s+)?(?:int|float|double|string|String|bool|boolean|char|auto|number)\s+\w+\s*=/,
    message: "A variable is declared with `const` or `let`, and its type follows it: `let x: number = 3`.",
  },
  { pattern: /^\s*print\s+\S/, message: "In TypeScript: `console.log(…)`" },
  {
    pattern: /^\s*[%!]\s*[a-z]\w*(?:\s|$)/,
    message: "This is a command of Jupyter. A cell here is TypeScript, and there is nothing to install.",
  },
  { pattern: /^\s*#/, message: "A comment begins with `//`, not with `#`." },
  {
    pattern: /(?<![\w$])[rf]+(["']).*\1/,
    message: `A text with values in it is written between backticks: \`\${x} of \${n}\`, without a letter before it.`,
  },
  {
    pattern: /"""|'''/,
    message: "A text of several lines is written between backticks.",
  },
  { pattern: /\S\s+if\s.+\selse\s+\S/, message: "In TypeScript: `condition ? a : b`" },
  { pattern: /[^<>=!:+\-*/%&|^]:=(?!=)/, message: "An assignment is written `=`." },
  { pattern: /\)\s*->/, message: "The arrow of a function is written `=>`." },
  {
    pattern: /[\w)\]]\s+(?:and|or)\s+[\w(!]|\bnot\s+\w/,
    message: "Write `&&` for and, `||` for or, and `!` for not.",
  },
];

/** What is wrong if the line is not TypeScript; null if there is no sign of that. */
export function explainForeignSyntax(line: string): string | null {
  return FOREIGN.find(({ pattern }) => pattern.test(line))?.message ?? null;
}

const TYPOGRAPHIC: Readonly<Record<string, string>> = {
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "‘": "'",
  "’": "'",
  "‚": "'",
  "−": "-",
  "–": "-",
  "—": "-",
  "×": "*",
  "·": "*",
  "÷": "/",
  "≤": "<=",
  "≥": ">=",
  "≠": "!==",
  "→": "=>",
  "…": "...",
};

/** What is wrong with a character that TypeScript does not have. */
export function explainCharacter(character: string): string {
  const plain = TYPOGRAPHIC[character];
  if (plain === undefined)
    return `The character ${shownCharacter(character)} is not part of TypeScript outside a text in quotes.`;
  return `\`${character}\` is a character of a text processor. Write \`${plain}\`.`;
}

/** An invisible character by its code. */
function shownCharacter(character: string): string {
  if (!/^[\p{C}\p{Z}]/u.test(character)) return `\`${character}\``;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `U+${code}, which is invisible,`;
}
