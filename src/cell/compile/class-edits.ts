import type { Class, ClassMethod } from "@babel/types";
import { children, endOf, type Node, startOf } from "../syntax-tree.ts";
import { findToken, nextToken } from "../tokens.ts";
import { LocatedError } from "./located-error.ts";
import { type Edit, erased } from "./text-edits.ts";

type Visit = (node: Node) => readonly Edit[];

type Member = Class["body"]["body"][number];

/** Edits that remove the types of a class. `visit` gives the edits inside a node. */
export function classEdits(node: Class, author: string, visit: Visit): Edit[] {
  const interfaces: readonly Node[] = node.implements ?? [];
  const outer = children(node).filter((child) => child !== node.body && !interfaces.includes(child));
  return [
    ...headEdits(node, author),
    ...outer.flatMap(visit),
    ...node.body.body.flatMap((member) => {
      const edits = memberEdits(member, author, visit);
      return member.type === "ClassMethod" ? [...edits, ...parameterProperties(node, member)] : edits;
    }),
  ];
}

function headEdits(node: Class, author: string): Edit[] {
  const start = startOf(node);
  const isAbstract = node.type === "ClassDeclaration" && node.abstract === true;
  const keyword = isAbstract ? findToken(author, start + "abstract".length, "class") : start;
  const last = node.implements?.at(-1);
  const { superTypeParameters, superClass, typeParameters, id } = node;
  const beforeInterfaces = (superTypeParameters ?? superClass ?? typeParameters ?? id)?.end;
  return [
    ...(isAbstract ? [erased(start, keyword)] : []),
    ...(last ? [erased(beforeInterfaces ?? keyword + "class".length, endOf(last))] : []),
  ];
}

function memberEdits(member: Member, author: string, visit: Visit): Edit[] {
  switch (member.type) {
    case "TSDeclareMethod":
    case "TSIndexSignature":
      return [removed(member)];
    case "ClassProperty":
      if (member.declare || member.abstract) return [removed(member)];
      return fieldEdits(member, author, visit);
    case "ClassPrivateProperty":
      return fieldEdits(member, author, visit);
    case "ClassMethod":
    case "ClassPrivateMethod":
      return [...modifierEdits(member, author), ...visit(member)];
    default:
      return [...visit(member)];
  }
}

function removed(member: Member): Edit {
  return { start: startOf(member), end: endOf(member), text: ";" };
}

type Field = Extract<Member, { type: "ClassProperty" | "ClassPrivateProperty" }>;

/** Without its type, `get: number` could become one with the next line, so a field always ends in a semicolon. */
function fieldEdits(field: Field, author: string, visit: Visit): Edit[] {
  const end = endOf(field);
  const semicolon = author[end - 1] === ";" ? [] : [{ start: end, end, text: ";" }];
  return [...modifierEdits(field, author), ...children(field).flatMap(visit), ...semicolon];
}

type KeyedMember = Field | Extract<Member, { type: "ClassMethod" | "ClassPrivateMethod" }>;

const MODIFIER =
  /\/\/.*|\/\*[\s\S]*?\*\/|\b(?:public|private|protected|readonly|override|declare|abstract)\b/g;

/** `private readonly` before the key, and `?` or `!` after it. */
function modifierEdits(member: KeyedMember, author: string): Edit[] {
  const start = startOf(member);
  const key = startOf(member.key);
  const edits = [...author.slice(start, key).matchAll(MODIFIER)]
    .filter(([text]) => !text.startsWith("/"))
    // Without a modifier at its start the member could continue the line before it.
    .map(({ 0: text, index }) => ({
      start: start + index,
      end: start + index + text.length,
      text: index === 0 ? ";" : " ",
    }));
  const hasMark = member.optional === true || ("definite" in member && member.definite === true);
  if (!hasMark) return edits;
  const isComputed = "computed" in member && member.computed === true;
  const keyEnd = isComputed ? findToken(author, endOf(member.key), "]") + 1 : endOf(member.key);
  const mark = nextToken(author, keyEnd);
  return [...edits, erased(mark, mark + 1)];
}

/** `constructor(private x: number) {}` sets `this.x`, in a subclass after `super()`. */
function parameterProperties(owner: Class, { params, body }: ClassMethod): Edit[] {
  const names = params.flatMap((parameter) => {
    if (parameter.type !== "TSParameterProperty") return [];
    const target = parameter.parameter.type === "Identifier" ? parameter.parameter : parameter.parameter.left;
    return target.type === "Identifier" ? [target.name] : [];
  });
  if (names.length === 0) return [];
  const offset = owner.superClass ? afterSuper(body) : (body.directives.at(-1)?.end ?? startOf(body) + 1);
  const text = names.map((name) => `;this.${name}=${name}`).join("");
  return [{ start: offset, end: offset, text: `${text};` }];
}

function afterSuper(body: ClassMethod["body"]): number {
  const call = body.body.find(
    (statement) =>
      statement.type === "ExpressionStatement" &&
      statement.expression.type === "CallExpression" &&
      statement.expression.callee.type === "Super",
  );
  if (call) return endOf(call);
  const reason =
    "A constructor with `private` or other modifiers on its parameters needs `super(…);` as a statement of its own.";
  throw new LocatedError(reason, startOf(body));
}
