import ts from "typescript";

/** What `runtime/platform/confine.ts` takes from cells, as far as readers try it. */
export const REMOVED_GLOBALS: ReadonlySet<string> = new Set([
  ...[
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "importScripts",
    "Request",
    "indexedDB",
    "caches",
  ],
  ...["Worker", "BroadcastChannel", "MessageChannel", "postMessage", "close"],
]);

/**
 * Names that are declared without types: what cells do not have, or hardly ever use. With types they would be half of
 * the declarations, and the language service would start a quarter of a second later.
 */
const UNTYPED =
  /^(?:WebGL|WEBGL_|EXT_|OES_|KHR_|OVR_|ANGLE_|GPU|IDB|RTC|ServiceWorker|Push|Notification|Client|Extendable|WebTransport|CSS|Font|XMLHttp|FileSystem|Video|Audio|Encoded|ImageDecoder|WebSocket|Cookie|Cache)/;

/** The declarations of a worker without the values that cells do not have (types of the same name stay). */
export function workerTypes(text: string): string {
  const { statements } = ts.createSourceFile("lib.d.ts", text, ts.ScriptTarget.ESNext);
  const untypedTypes = new Set<string>();
  return statements
    .map((statement) => replaced(statement, untypedTypes) ?? text.slice(statement.pos, statement.end))
    .join("");
}

/** What stands for a statement: null for itself. */
function replaced(statement: ts.Statement, untypedTypes: Set<string>): string | null {
  if (ts.isFunctionDeclaration(statement)) return REMOVED_GLOBALS.has(statement.name?.text ?? "") ? "" : null;
  if (ts.isVariableStatement(statement)) {
    const [declaration] = statement.declarationList.declarations;
    if (declaration === undefined || !ts.isIdentifier(declaration.name)) return null;
    const name = declaration.name.text;
    if (REMOVED_GLOBALS.has(name)) return "";
    return UNTYPED.test(name) ? `\ndeclare var ${name}: any;` : null;
  }
  if (!(ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))) return null;
  const name = statement.name.text;
  if (!UNTYPED.test(name)) return null;
  if (untypedTypes.has(name)) return "";
  untypedTypes.add(name);
  return `\ntype ${name}${parameters(statement)} = any;`;
}

function parameters({ typeParameters }: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): string {
  if (typeParameters === undefined) return "";
  return `<${typeParameters.map(({ name }) => `${name.text} = any`).join(", ")}>`;
}
