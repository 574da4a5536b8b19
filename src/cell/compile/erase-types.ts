import type {
  ArrowFunctionExpression,
  Identifier,
  LVal,
  TSEnumMember,
  TSParameterProperty,
} from "@babel/types";
import { children, endOf, type Node, startOf } from "../syntax-tree.ts";
import { findToken, nextToken } from "../tokens.ts";
import { classEdits } from "./class-edits.ts";
import { enumEdits } from "./enum-edits.ts";
import { isOnlyTypes } from "./refuse-unsupported.ts";
import { type Edit, erased } from "./text-edits.ts";

/** Edits that turn the TypeScript of some statements into JavaScript. */
export function eraseTypes(statements: readonly Node[], author: string): Edit[] {
  return new Eraser(author).statements(statements, "var");
}

class Eraser {
  readonly #author: string;

  constructor(author: string) {
    this.#author = author;
  }

  /** @param keyword what declares an enum: `let` keeps that of a block inside it */
  statements(statements: readonly Node[], keyword: "var" | "let" = "let"): Edit[] {
    const enums = new Map<string, readonly TSEnumMember[]>();
    return statements.flatMap((statement, index) => {
      const edits = this.#statement(statement, keyword, enums);
      const next = statements[index + 1];
      return next && !isOnlyTypes(next) ? this.#withSemicolon(statement, edits) : edits;
    });
  }

  #statement(statement: Node, keyword: "var" | "let", enums: Map<string, readonly TSEnumMember[]>): Edit[] {
    const isExport = statement.type === "ExportNamedDeclaration";
    const declaration = isExport ? statement.declaration : statement;
    if (declaration?.type !== "TSEnumDeclaration" || declaration.declare) return this.visit(statement);
    const { id, members } = declaration;
    // Enums of one name in one block are one enum.
    const earlier = enums.get(id.name) ?? [];
    const head = enums.has(id.name) ? "" : `${keyword} ${id.name}`;
    enums.set(id.name, [...earlier, ...members]);
    return enumEdits(declaration, this.#author, head, earlier, this.visit);
  }

  /** Where a type was the end of a statement, the next line could continue it: `a as T` and then `(b)`. */
  #withSemicolon(statement: Node, edits: readonly Edit[]): Edit[] {
    const end = endOf(statement);
    const isCut = edits.some((edit) => edit.end === end && edit.start < end);
    return isCut ? [...edits, { start: end, end, text: ";" }] : [...edits];
  }

  readonly visit = (node: Node): Edit[] => {
    if (isOnlyTypes(node)) return [{ start: startOf(node), end: endOf(node), text: ";" }];
    switch (node.type) {
      case "Program":
      case "BlockStatement":
      case "StaticBlock":
        return this.statements(node.body);
      case "SwitchCase":
        return [...(node.test ? this.visit(node.test) : []), ...this.statements(node.consequent)];
      case "ImportDeclaration":
        return [];
      case "Identifier":
        return this.#identifier(node);
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSInstantiationExpression":
        return [...this.visit(node.expression), erased(endOf(node.expression), endOf(node))];
      case "TSTypeAssertion":
        return this.#assertion(node, node.expression);
      case "ArrowFunctionExpression":
        return [...this.#thisParameter(node.params), ...this.#arrow(node)];
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ObjectMethod":
        return [...this.#thisParameter(node.params), ...this.#inside(node)];
      case "ClassMethod":
      case "ClassPrivateMethod":
        return [...this.#thisParameter(node.params), ...this.#inside(node)];
      case "ClassDeclaration":
      case "ClassExpression":
        return classEdits(node, this.#author, this.visit);
      case "TSParameterProperty":
        return [erased(startOf(node), startOf(node.parameter)), ...this.visit(node.parameter)];
      default:
        // All that is left of TypeScript's own nodes are types.
        return node.type.startsWith("TS") ? [erased(startOf(node), endOf(node))] : this.#inside(node);
    }
  };

  #inside(node: Node): Edit[] {
    return children(node).flatMap(this.visit);
  }

  /** The type of a variable or parameter, with the `?` or `!` before it. */
  #identifier(node: Identifier): Edit[] {
    if (node.name === "this" || !(node.typeAnnotation || node.optional)) return [];
    const [name = ""] = /^(?:[^\s:?!,)/]|\\u\{?[\da-f]+\}?)+/i.exec(this.#author.slice(startOf(node))) ?? [];
    return [erased(startOf(node) + name.length, endOf(node))];
  }

  /** `<T>{ a: 1 }` becomes `({ a: 1 })`: as the body of an arrow function a `{` alone would begin a block. */
  #assertion(node: Node, expression: Node): Edit[] {
    return [
      { start: startOf(node), end: startOf(expression), text: "(" },
      ...this.visit(expression),
      { start: endOf(node), end: endOf(node), text: ")" },
    ];
  }

  /** A line may end before the parameters or the arrow only next to a type: `return <T>` and then `(x) => x`. */
  #arrow(node: ArrowFunctionExpression): Edit[] {
    const { typeParameters, returnType, params } = node;
    const edits = children(node)
      .filter((child) => child !== typeParameters && child !== returnType)
      .flatMap(this.visit);
    if (typeParameters) {
      edits.push(erased(startOf(typeParameters), nextToken(this.#author, endOf(typeParameters))));
    }
    if (returnType) {
      const start = params.at(-1)?.end ?? typeParameters?.end ?? startOf(node);
      edits.push(erased(findToken(this.#author, start, ")") + 1, endOf(returnType)));
    }
    return edits;
  }

  /** The parameter `this: T` only declares a type. */
  #thisParameter([first, second]: readonly (LVal | TSParameterProperty | Node)[]): Edit[] {
    if (first?.type !== "Identifier" || first.name !== "this") return [];
    if (second) return [erased(startOf(first), startOf(second))];
    const next = nextToken(this.#author, endOf(first));
    return [erased(startOf(first), this.#author[next] === "," ? next + 1 : endOf(first))];
  }
}
