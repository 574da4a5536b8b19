import ts from "typescript";
import {
  explainTrainingName,
  type NamedKind,
  OTHER_TRAINING_NAMES,
  TRAINING_NAMES,
} from "../protocol/training-names.ts";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";

/** The arguments of `model.compile` that name something; their types say only that it is a text. */
const KINDS: Readonly<Record<string, NamedKind>> = {
  optimizer: "optimizer",
  loss: "loss",
  metrics: "metric",
};

/** Where it is in the author's text, and which name may be meant. */
interface UnknownName {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** Names in the arguments of `model.compile` that TensorFlow.js does not know. */
export function unknownNames(program: LessonProgram, { path, file, piece }: ProgramPiece): UnknownName[] {
  if (!piece.source.includes("compile")) return [];
  const source = program.service.getProgram()?.getSourceFile(path);
  const checker = program.service.getProgram()?.getTypeChecker();
  if (source === undefined || checker === undefined) return [];
  const isCompileArgs = (node: ts.Node): node is ts.ObjectLiteralExpression =>
    ts.isObjectLiteralExpression(node) &&
    checker.getContextualType(node)?.symbol?.name === "ModelCompileArgs";
  const problems: UnknownName[] = [];
  const visit = (node: ts.Node): void => {
    if (isCompileArgs(node)) problems.push(...namesIn(node, source, file.start));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function namesIn(args: ts.ObjectLiteralExpression, source: ts.SourceFile, start: number): UnknownName[] {
  return args.properties.filter(ts.isPropertyAssignment).flatMap(({ name, initializer }) => {
    const key = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
    const kind = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
    if (kind === undefined) return [];
    const known = [...TRAINING_NAMES[kind], ...OTHER_TRAINING_NAMES[kind]];
    return textsIn(initializer)
      .filter(({ text }) => !known.includes(text) && !/^_{2,}$/.test(text))
      .map(
        (literal): UnknownName => ({
          from: literal.getStart(source) - start,
          to: literal.end - start,
          message: explainTrainingName(kind, literal.text),
        }),
      );
  });
}

/** A text, those of a list, or those for each output. */
function textsIn(value: ts.Expression): readonly ts.StringLiteralLike[] {
  if (ts.isStringLiteralLike(value)) return [value];
  if (ts.isArrayLiteralExpression(value)) return value.elements.flatMap(textsIn);
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) ? textsIn(property.initializer) : [],
  );
}
