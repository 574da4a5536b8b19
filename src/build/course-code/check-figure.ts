import { existsSync } from "node:fs";
import { errorMessage } from "../../protocol/error-message.ts";
import { type CodeFault, positionOf } from "./code-fault.ts";
import type { CodeFile } from "./find-code.ts";

/** Names as they are written in a lesson and in folders of every system. */
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** What is wrong with a figure's folder, whatever its code says; null if nothing is. */
export function figureFolderFault({ name, file }: CodeFile, builtIn: ReadonlySet<string>): CodeFault | null {
  const fault = (message: string, remedy: string): CodeFault => ({
    file,
    line: 1,
    column: 1,
    message,
    remedy,
  });
  if (!NAME.test(name))
    return fault(
      `\`${name}\` cannot be the name of a figure.`,
      "Rename the folder: lowercase letters, digits and hyphens, such as `my-figure`.",
    );
  if (builtIn.has(name))
    return fault(
      `Lectern has a figure \`${name}\` already, so this one is not used.`,
      `Rename the folder, for example to \`my-${name}\`.`,
    );
  if (!existsSync(file))
    return fault("A figure's code is in a file `index.tsx`.", "Rename the file that begins with `index`.");
  return null;
}

/** What is wrong with what a figure's module exports; null if nothing is. */
export function figureFault({ file }: CodeFile, module: Readonly<Record<string, unknown>>): CodeFault | null {
  const here = positionOf(file, /^export default/m);
  const figure = module["default"];
  if (figure === undefined)
    return {
      file,
      ...here,
      message: "This figure has no default export.",
      remedy: "Write `export default defineFigure({ … })`.",
    };
  if (!isFigure(figure))
    return {
      file,
      ...here,
      message: "The default export is not a figure.",
      remedy: "Write `export default defineFigure({ … })`, with `defineFigure` from `lectern/figures`.",
    };
  const fault = specFault(figure);
  return fault === null ? null : { file, ...here, ...fault };
}

interface LoadedFigure {
  readonly attributes: unknown;
  reservedHeight(attributes: Readonly<Record<string, string>>): unknown;
}

function isFigure(value: unknown): value is LoadedFigure {
  return (
    typeof value === "object" &&
    value !== null &&
    "attributes" in value &&
    "reservedHeight" in value &&
    typeof value.reservedHeight === "function" &&
    "mount" in value &&
    typeof value.mount === "function"
  );
}

/** What is wrong with what was given to `defineFigure`. TypeScript would say it, but nothing makes authors run it. */
function specFault(figure: LoadedFigure): Pick<CodeFault, "message" | "remedy"> | null {
  if (!isSchema(figure.attributes))
    return {
      message: "`attributes` is not a schema of valibot.",
      remedy: 'Write `attributes: v.strictObject({ … })`, with `import * as v from "valibot"`.',
    };
  try {
    const height = figure.reservedHeight({});
    // Null: some attribute has no default.
    if (height === null || isHeight(height)) return null;
    return {
      message: "`height` does not return the figure's height.",
      remedy: "Return its pixels on a laptop and on a phone: `{ wide: 300, narrow: 420 }`.",
    };
  } catch (error) {
    return {
      message: `\`height\` throws an error: ${errorMessage(error)}`,
      remedy: "Compute it from the attributes alone, without a browser.",
    };
  }
}

function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && "~run" in value && "entries" in value;
}

function isHeight(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "wide" in value && Number.isFinite(value.wide) && "narrow" in value && Number.isFinite(value.narrow);
}
