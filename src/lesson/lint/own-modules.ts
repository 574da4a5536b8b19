import { isHelper, SHARED_MODULES } from "../../protocol/lesson-modules.ts";
import type { ListedName } from "../blocks/front-matter.ts";
import type { Beside, ModuleState } from "../known-things.ts";
import type { Fault } from "../source-text.ts";

type Message = Pick<Fault, "message" | "remedy">;

/** Packages that the front matter declares and that are not there. */
export function lintPackages(packages: readonly ListedName[], beside: Beside): Fault[] {
  return packages.flatMap(({ name, offset }) => {
    const fault = packageFault(name, beside.packageState(name));
    return fault === null ? [] : [{ offset, ...fault }];
  });
}

function packageFault(name: string, state: ModuleState): Message | null {
  if (isHelper(name) || name.startsWith("/"))
    return {
      message: `\`${name}\` is not the name of a package.`,
      remedy: "Import helper modules in a cell; they need no declaration.",
    };
  const [, plain] = /^(.+)@[~^<>=\d]\S*$/.exec(name) ?? [];
  if (plain !== undefined)
    return {
      message: `\`${name}\` has a version, which belongs in \`package.json\`.`,
      remedy: `Write \`packages: [${plain}]\`, and install the version: \`npm install ${name}\`.`,
    };
  if (SHARED_MODULES.some((shared) => shared === name))
    return { message: `\`${name}\` is there in every lesson.`, remedy: "Leave it out." };
  switch (state) {
    case "module":
      return null;
    case "undeclared":
      return {
        message: `The package \`${name}\` is not among the dependencies in \`package.json\`.`,
        remedy: `Run \`npm install ${name}\` in the folder of the course.`,
      };
    default:
      return {
        message: `The package \`${name}\` is not installed.`,
        remedy: "Run `npm install` in the folder of the course.",
      };
  }
}

/** What is wrong with the import of a module that is not there in every lesson. */
export function ownModuleFault(
  module: string,
  packages: readonly ListedName[],
  beside: Beside | null,
): Message | null | "unknown" {
  if (packages.some(({ name }) => name === module)) return null;
  if (!isHelper(module)) return "unknown";
  switch (beside?.helperState(module)) {
    case undefined:
    case "module":
      return null;
    case "outside":
      return {
        message: `\`${module}\` is outside the lesson's folder.`,
        remedy: "Put the module beside the lesson, or in a folder there: `./lib/plots`.",
      };
    default:
      return {
        message: `There is no module \`${module}\` beside the lesson.`,
        remedy: `Write \`${module.replace(/^\.\//, "").replace(/\.\w+$/, "")}.ts\` there, or correct the path.`,
      };
  }
}
