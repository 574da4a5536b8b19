import { parseArgs } from "node:util";
import { CommandError } from "../build/files/command-error.ts";
import { errorMessage } from "../protocol/error-message.ts";

/** Options of the commands that build or serve the site. */
export interface SiteOptions {
  readonly strict: boolean;
  /** False with `--no-offline`. */
  readonly offline: boolean;
  /** Null: the first free port, starting at the command's usual one. */
  readonly port: number | null;
}

type OptionName = keyof typeof TYPES;

/**
 * Parses the options of a command.
 * @param known the options that this command takes.
 * @throws {CommandError} for any other option, and for an invalid port.
 */
export function readOptions(args: readonly string[], known: readonly OptionName[]): SiteOptions {
  const values = parse(args, known);
  return {
    strict: values["strict"] === true,
    offline: values["no-offline"] !== true,
    port: typeof values["port"] === "string" ? parsePort(values["port"]) : null,
  };
}

/**
 * The files that are named to a command which takes no options.
 * @throws {CommandError} for an option.
 */
export function readFiles(args: readonly string[]): readonly string[] {
  try {
    return parseArgs({ args: [...args], options: {}, allowPositionals: true }).positionals;
  } catch (error) {
    const [reason] = errorMessage(error).split(". ");
    throw new CommandError(`${reason}. This command takes only the names of files.`);
  }
}

const TYPES = {
  strict: { type: "boolean" },
  "no-offline": { type: "boolean" },
  port: { type: "string" },
} as const;

function parse(args: readonly string[], known: readonly OptionName[]) {
  const options = Object.fromEntries(known.map((name) => [name, TYPES[name]]));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const [reason] = errorMessage(error).split(". ");
    const names = known.map((name) => (name === "port" ? "--port <number>" : `--${name}`));
    throw new CommandError(`${reason}. This command takes ${names.join(", ") || "no options"}.`);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CommandError(`--port is "${text}". Give a whole number from 0 to 65535.`);
}
