import ts from "typescript";

/** What TypeScript reports of a name that it does not find, or finds only as that of a type. */
const NOT_FOUND: ReadonlySet<number> = new Set([
  ...[2304, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 2662, 2663, 2693, 2867, 2868, 18004],
]);

/** The names of values that TypeScript does not find in a module, each once. The module is all that it knows. */
export function namesNotFound(source: string): readonly string[] {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);
  const options: ts.CompilerOptions = {
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
  };
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === "cell.ts" ? file : undefined),
    getDefaultLibFileName: () => "lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => name === "cell.ts",
    readFile: () => undefined,
  };
  const program = ts.createProgram(["cell.ts"], options, host);
  const names = program.getSemanticDiagnostics(file).flatMap(({ code, start = 0 }) => {
    if (!NOT_FOUND.has(code)) return [];
    const node = nodeAt(file, start);
    return ts.isIdentifier(node) && !isType(node) ? [node.text] : [];
  });
  return [...new Set(names)];
}

function nodeAt(node: ts.Node, offset: number): ts.Node {
  const inside = ts.forEachChild(node, (child) =>
    child.getStart() <= offset && offset < child.end ? child : undefined,
  );
  return inside === undefined ? node : nodeAt(inside, offset);
}

/** Types do not exist when code runs, and neither does `typeof a` among them. */
function isType(node: ts.Node): boolean {
  if (ts.isPartOfTypeNode(node)) return true;
  const { parent } = node;
  return ts.isQualifiedName(parent) ? isType(parent) : ts.isTypeQueryNode(parent);
}
