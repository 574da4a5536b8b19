import { parseArgs } from "node:util";
import { CommandFault } from "../build/command-fault.ts";

/** What may follow the commands that build or serve the site. */
export interface SiteOptions {
  readonly strict: boolean;
  /** Null: the first free one from the command's usual port on. */
  readonly port: number | null;
}

/**
 * Reads what follows a command.
 * @param known the options that this command takes.
 * @throws {CommandFault} for any other, and for a port that is none: nothing is overlooked.
 */
export function readOptions(args: readonly string[], known: readonly (keyof SiteOptions)[]): SiteOptions {
  const { strict, port } = parse(args, known);
  return { strict: strict === true, port: typeof port === "string" ? parsePort(port) : null };
}

const TYPES = { strict: { type: "boolean" }, port: { type: "string" } } as const;

function parse(args: readonly string[], known: readonly (keyof SiteOptions)[]) {
  const options = Object.fromEntries(known.map((name) => [name, TYPES[name]]));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const fault = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    const names = known.map((name) => (name === "port" ? "--port <number>" : `--${name}`));
    throw new CommandFault(`${fault}. This command takes ${names.join(", ") || "nothing more"}.`);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CommandFault(`--port is "${text}". Give a whole number from 0 to 65535.`);
}
