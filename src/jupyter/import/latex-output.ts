/** Longer formulas are not meant to be read. */
const LONGEST = 10_000;

/**
 * An output in LaTeX as a displayed formula of a lesson, such as SymPy's `$\displaystyle x^2$`; null if it is more than one
 * formula, or none. Its numbers are left out, since the lesson counts its own.
 */
export function latexMarkdown(latex: string): string | null {
  const written = latex.trim();
  if (written === "" || written.length > LONGEST) return null;
  const found = dollars(written) ?? brackets(written) ?? environment(written);
  const tex = found?.replace(/\\(?:nonumber|notag)\b|\\label\{[^}]*\}/g, "").trim();
  if (tex === undefined || tex === "" || endsFormula(tex)) return null;
  // An empty line would end it.
  return `$$\n${tex.replace(/\n\s*\n/g, "\n")}\n$$`;
}

/** Whether it would end before its end, with a dollar sign or the line of a div. */
function endsFormula(tex: string): boolean {
  return /(?<!\\)\$|^\s*:::/m.test(tex);
}

function dollars(written: string): string | undefined {
  const [, double, single] = /^(?:\$\$([\s\S]*)\$\$|\$([\s\S]*)\$)$/.exec(written) ?? [];
  return double ?? single;
}

function brackets(written: string): string | undefined {
  const [, tex] = /^\\\[([\s\S]*)\\\]$/.exec(written) ?? [];
  return tex;
}

/** The environments of displayed formulas, and what they are within one. */
const ENVIRONMENTS: ReadonlyMap<string, string | null> = new Map([
  ["equation", null],
  ["displaymath", null],
  ["align", "aligned"],
  ["eqnarray", "aligned"],
  ["gather", "gathered"],
]);

function environment(written: string): string | undefined {
  const [, name = "", star = "", tex] =
    /^\\begin\{([a-z]+)(\*?)\}([\s\S]*)\\end\{\1\2\}$/.exec(written) ?? [];
  const inner = ENVIRONMENTS.get(name);
  if (tex === undefined || inner === undefined || tex.includes(`\\end{${name}${star}}`)) return undefined;
  return inner === null ? tex : `\\begin{${inner}}\n${tex.trim()}\n\\end{${inner}}`;
}
