import type { TSEnumDeclaration, TSEnumMember } from "@babel/types";
import { children, endOf, type Node, startOf } from "../syntax-tree.ts";
import { findToken } from "../tokens.ts";
import type { Edit } from "./text-edits.ts";

/**
 * Edits that turn an enum into the object that TypeScript makes of it:
 * `enum E { A = 1, B }` becomes `var E;(function(_E){_E["A"]=1;…_E["B"]=_E["A"]+1;…})(E||(E={}));`
 * @param head declares the enum's variable; empty where an earlier enum has done so
 * @param earlier the members of earlier enums of the same name, which initializers may name
 * @param visit the edits inside an initializer
 */
export function enumEdits(
  { id, members, start, end }: TSEnumDeclaration,
  author: string,
  head: string,
  earlier: readonly TSEnumMember[],
  visit: (node: Node) => readonly Edit[],
): Edit[] {
  const object = unusedName(`_${id.name}`, author);
  const used = new Set(members.flatMap(({ initializer }) => (initializer ? identifiers(initializer) : [])));
  const own = new Set(members.map(keyOf));
  const constants = new Map(
    earlier
      .filter((member) => !own.has(keyOf(member)) && isNamed(member, used))
      .map((member) => [keyOf(member), `${constantOf(member, object, used)};`]),
  );
  const open = findToken(author, endOf(id), "{") + 1;
  const close = (end ?? 0) - 1;
  const edits = members.flatMap((member, index) => {
    const { initializer } = member;
    const following = members[index + 1];
    const next = following ? startOf(following) : close;
    const assigned = initializer ? startOf(initializer) : endOf(member);
    const value = initializer ? "" : automaticValue(members[index - 1], object);
    return [
      { start: startOf(member), end: assigned, text: `${assignment(member, object, used)}${value}` },
      ...(initializer ? visit(initializer) : []),
      { start: endOf(member), end: next, text: reverseMapping(member, object) },
    ];
  });
  return [
    {
      start: start ?? 0,
      end: open,
      text: `${head};(function(${object}){${[...constants.values()].join("")}`,
    },
    ...edits,
    { start: close, end: close + 1, text: `})(${id.name}||(${id.name}={}));` },
  ];
}

/** A member that an initializer names is a constant too. */
function assignment(member: TSEnumMember, object: string, used: ReadonlySet<string>): string {
  return `${constantOf(member, object, used)}=`;
}

/** The member's property, and before it the constant that an initializer needs. */
function constantOf(member: TSEnumMember, object: string, used: ReadonlySet<string>): string {
  const name = isNamed(member, used) ? `const ${memberName(member)}=` : "";
  return `${name}${object}[${keyOf(member)}]`;
}

function isNamed(member: TSEnumMember, used: ReadonlySet<string>): boolean {
  return used.has(memberName(member));
}

export function memberName({ id }: TSEnumMember): string {
  return id.type === "Identifier" ? id.name : id.value;
}

/** A member without a value follows the one before it. */
function automaticValue(previous: TSEnumMember | undefined, object: string): string {
  return previous ? `${object}[${keyOf(previous)}]+1` : "0";
}

/** The name of a number: `E[1]` is "A". */
function reverseMapping(member: TSEnumMember, object: string): string {
  const value = `${object}[${keyOf(member)}]`;
  return `;if(typeof ${value}==="number")${object}[${value}]=${keyOf(member)};`;
}

function keyOf(member: TSEnumMember): string {
  return JSON.stringify(memberName(member));
}

/** The names in an initializer, without those of properties, which may be words of the language. */
function identifiers(node: Node): string[] {
  if (node.type === "Identifier") return [node.name];
  const isMember = node.type === "MemberExpression" || node.type === "OptionalMemberExpression";
  return (isMember && !node.computed ? [node.object] : children(node)).flatMap(identifiers);
}

function unusedName(name: string, author: string): string {
  return author.includes(name) ? unusedName(`_${name}`, author) : name;
}
