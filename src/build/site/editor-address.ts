import { CommandError } from "../files/command-error.ts";

/** The addresses with which editors open a file at a position. */
const EDITORS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    vscode: "vscode://file{file}:{line}:{column}",
    vscodium: "vscodium://file{file}:{line}:{column}",
    cursor: "cursor://file{file}:{line}:{column}",
    windsurf: "windsurf://file{file}:{line}:{column}",
    zed: "zed://file{file}:{line}:{column}",
    idea: "idea://open?file={file}&line={line}&column={column}",
    none: "",
  }),
);

/**
 * The address to which problems on the page link during `dev`: that of the editor LECTERN_EDITOR, by its name or by an
 * address with `{file}`, `{line}` and `{column}`, else of Visual Studio Code. Empty for no links.
 * @throws {CommandError} for anything else.
 */
export function editorAddress(named = process.env["LECTERN_EDITOR"] || "vscode"): string {
  const known = EDITORS.get(named);
  if (known !== undefined) return known;
  if (/^(?!javascript:|data:)[a-z][a-z0-9+.-]*:.*\{file\}/i.test(named)) return named;
  throw new CommandError(
    `LECTERN_EDITOR is "${named}". Set it to ${[...EDITORS.keys()].join(", ")}, ` +
      "or to an address such as my-editor://open?file={file}&line={line}&column={column}.",
  );
}
