import { parse } from "@babel/parser";
import type { Node } from "@babel/types";

/** Attributes whose values readers see or hear. */
const SPOKEN = new Set([
  "alt",
  "aria-label",
  "aria-roledescription",
  "aria-valuetext",
  "caption",
  "detail",
  "explanation",
  "label",
  "noun",
  "placeholder",
  "term",
  "title",
]);

/** Where a literal is no text: names of modules and types, keys, patterns. */
const TECHNICAL = /Import|Export|TSLiteral|TaggedTemplate|Directive/;

/** The texts for readers that stand in the code of a component or module itself. */
export function literalTexts(code: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: Node, parent: Node | null): void => {
    const text = textOf(node, parent);
    if (text !== null) found.push(text.trim().replaceAll(/\s+/g, " "));
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(parse(code, { sourceType: "module", plugins: ["typescript", "jsx"] }).program, null);
  return found;
}

function textOf(node: Node, parent: Node | null): string | null {
  if (TECHNICAL.test(parent?.type ?? "")) return null;
  if (node.type === "JSXText") return /\p{L}{2}/u.test(node.value) ? node.value : null;
  if (node.type === "StringLiteral") {
    const attribute = parent?.type === "JSXAttribute" ? String(parent.name.name) : null;
    if (attribute !== null) return SPOKEN.has(attribute) && /\p{L}{2}/u.test(node.value) ? node.value : null;
    return isSentence(node.value) ? node.value : null;
  }
  if (node.type !== "TemplateLiteral") return null;
  const text = node.quasis.map(({ value }) => value.cooked ?? "").join("…");
  return isSentence(text) ? text : null;
}

/** Begins like a sentence, or has words beside each other and an end. */
function isSentence(text: string): boolean {
  return /^\s*\p{Lu}\p{Ll}+ \p{L}/u.test(text) || /\p{Ll} (?:\p{Ll}+ )*\p{Ll}+[.:?!…]/u.test(text);
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    "start" in value &&
    !("loc" in value && "value" in value && value.type === "CommentLine")
  );
}

/** What a module reads from a dictionary while it is loaded, when the page's language is not known yet. */
export function readsWhileLoading(code: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (/Function|Method/.test(node.type)) return;
    const isDictionary =
      node.type === "MemberExpression" &&
      node.object.type === "Identifier" &&
      /^(?:words|figureWords)$/.test(node.object.name);
    if (isDictionary) found.push(code.slice(node.start ?? 0, node.end ?? 0));
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parse(code, { sourceType: "module", plugins: ["typescript", "jsx"] }).program);
  return found;
}
