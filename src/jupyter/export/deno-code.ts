/** The version of TensorFlow.js that notebooks for Deno load. */
export const TENSORFLOW = "npm:@tensorflow/tfjs@4.22.0";

/** `import … from "lectern"`, with what is imported. */
const LIBRARY_IMPORT =
  /^([ \t]*)import\s+(type\s+)?(\{[^}]*\}|\*\s+as\s+\w+)\s+from\s+(["'])lectern\4[ \t]*;?/gm;

/** A cell's TypeScript for the Deno kernel, where TensorFlow.js comes from npm and `lectern` from the first cell. */
export function forDeno(source: string): string {
  return source
    .replace(/(\bfrom\s+|\bimport\s+)(["'])@tensorflow\/tfjs\2/g, `$1$2${TENSORFLOW}$2`)
    .replace(LIBRARY_IMPORT, (_, indent: string, type: string | undefined, names: string) =>
      type === undefined ? `${indent}const ${libraryNames(names)} = lectern;` : `${indent}${typesOf(names)}`,
    );
}

/** `{ a, b as c }` becomes `{ a, b: c }`; types among the names are left out, as in an import. */
function libraryNames(names: string): string {
  const namespace = /^\*\s+as\s+(\w+)$/.exec(names)?.[1];
  if (namespace !== undefined) return namespace;
  return names.replace(/\btype\s+\w+\s*,?/g, "").replace(/(\w+)\s+as\s+(\w+)/g, "$1: $2");
}

/** The library's types are not checked in a notebook. */
function typesOf(names: string): string {
  const types = names.match(/\w+/g) ?? [];
  return types.map((name) => `type ${name} = any;`).join(" ");
}
