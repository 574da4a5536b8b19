import type { BackendRequest } from "../../protocol/backend.ts";

/** What the address asks of a page, such as `?hide=solutions&text=large`. The table in `src/GUIDE.md` describes each option. */
export interface AddressOptions {
  readonly backend: BackendRequest;
  /** The colours of this visit, which are not saved; null leaves them to the reader. */
  readonly theme: "light" | "dark" | "system" | null;
  readonly text: "normal" | "large";
  readonly code: "shown" | "folded";
  readonly hide: readonly ("solutions" | "hints")[];
  /** Ids of the sections, exercises and figures to show; all if it is empty. */
  readonly only: readonly string[];
  readonly present: boolean;
  /** What the page ignores, with the reason. */
  readonly ignored: readonly string[];
}

/**
 * The only parser of the options. It uses nothing outside itself, because its text is also part of the script that runs
 * before the first paint (`early-options.ts`).
 * @param search the query of the address, with or without `?`.
 */
export function parseOptions(search: string): AddressOptions {
  const NAMES = ["backend", "theme", "text", "code", "hide", "only", "present"];
  const parameters = new URLSearchParams(search);
  const ignored: string[] = [];
  const listOf = (name: string): string[] =>
    parameters.getAll(name).flatMap((value) => value.split(",").filter((part) => part !== ""));
  const ignore = (name: string, value: string, values: readonly string[]): void => {
    ignored.push(`${name}=${value.slice(0, 40)}: use ${values.join(", ")}`);
  };
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | null => {
    const value = parameters.get(name);
    const known = values.find((candidate) => candidate === value);
    if (value !== null && known === undefined) ignore(name, value, values);
    return known ?? null;
  };
  const someOf = <Value extends string>(name: string, values: readonly Value[]): Value[] => {
    const asked = listOf(name);
    for (const value of asked) if (!values.some((known) => known === value)) ignore(name, value, values);
    return values.filter((value) => asked.includes(value));
  };
  for (const name of new Set(parameters.keys()))
    if (!NAMES.includes(name)) ignored.push(`${name.slice(0, 40)}: the options are ${NAMES.join(", ")}`);
  return {
    backend: oneOf("backend", ["auto", "webgpu", "webgl", "wasm", "cpu"]) ?? "auto",
    theme: oneOf("theme", ["light", "dark", "system"]),
    text: oneOf("text", ["normal", "large"]) ?? "normal",
    code: oneOf("code", ["shown", "folded"]) ?? "shown",
    hide: someOf("hide", ["solutions", "hints"]),
    only: listOf("only")
      .filter((id) => id.length <= 200)
      .slice(0, 100),
    present: parameters.has("present"),
    ignored,
  };
}
