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

/** The names of modules of Node. */
const NODE_MODULE =
  /^(?:node:.+|(?:child_process|crypto|fs|http|https|module|net|os|path|stream|url|util|worker_threads|zlib)(?:\/.+)?)$/;

/** A module that only Node has. npm has packages of some of these names. */
export function nodeModuleFault(name: string): Message | null {
  if (!NODE_MODULE.test(name)) return null;
  return { message: `Cells have no module \`${name}\` of Node.`, remedy: ABSENT_NODE };
}

export const ABSENT_NODE =
  "They run in the browser: name files in the front matter, `files: [data/a.csv]`, and read them with `loadCsv`, `loadJson` or `loadText`.";

/** A name that is neither a package's nor a module's of the lesson, but is meant as one. */
export function misnamedModule(name: string, beside: Beside | null): Message | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(name))
    return {
      message: `\`${name}\` is an address, and cells have no network.`,
      remedy:
        "Install the package with `npm install`, and write its name under `packages:` in the front matter.",
    };
  if (beside?.helperState(`./${name}`) !== "module") return null;
  return {
    message: `\`${name}\` is read as the name of a package.`,
    remedy: `Write \`./${name}\` for the module beside the lesson.`,
  };
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
  const ofNode = state === "module" ? null : nodeModuleFault(name);
  if (ofNode !== null) return ofNode;
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
