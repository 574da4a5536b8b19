/** Layers of TypeScript, by the folders of its source, that its language service does not use. */
const UNUSED = /^\/\/ src\/(?:server|typingsInstallerCore|services\/refactors)\//;
/** What the script exports: a table in which each name has a line. */
const EXPORTS = /(__export\(typescript_exports, \{\n)([^}]*)(\n\}\);)/;
/** The same names for CommonJS, which is not run. */
const COMMONJS_NAMES = /^0 && \(module\.exports = \{[^}]*\}\);?\n/m;

/**
 * TypeScript's script without what the editor's worker never calls: the server for other editors, and refactorings. That
 * is all that a minifier needs to leave out more, if nothing else is exported.
 * @param source of `typescript.js`, in which the name of each source file stands above its code.
 * @param used the exports that are kept.
 * @throws {Error} if it has another form.
 */
export function slimTypeScript(source: string, used: ReadonlySet<string>): string {
  const parts = source.split(/^(?=\/\/ src\/)/m);
  const kept = parts.filter((part) => !UNUSED.test(part));
  const code = kept.join("").replace(COMMONJS_NAMES, "");
  if (kept.length === parts.length || !EXPORTS.test(code))
    throw new Error("TypeScript's script has an unknown form, so its unused parts cannot be found.");
  return code.replace(EXPORTS, (_, start: string, names: string, end: string) => {
    const lines = names.split("\n").filter((line) => used.has(/\w+/.exec(line)?.[0] ?? ""));
    return `${start}${lines.join("\n")}${end}`;
  });
}

/** The exports of TypeScript that a source text names, as `ts.name`. */
export function usedExports(text: string): readonly string[] {
  return [...text.matchAll(/\bts\.(\w+)/g)].map(([, name = ""]) => name);
}
