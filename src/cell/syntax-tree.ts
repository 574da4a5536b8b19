import { type AnyNode, type Program, parse } from "acorn";

/**
 * Parses a cell without its types, as a module: strict, with `await` at the top.
 * @throws SyntaxError of acorn, with `pos` (offset in `code`).
 */
export function parseScript(code: string): Program {
  return parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    preserveParens: true,
    allowHashBang: false,
  });
}

/** The nodes directly inside a node, in the order of the source. */
export function children(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

export type { AnyNode, Program };
