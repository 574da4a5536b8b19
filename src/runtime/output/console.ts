import type { Table, Text } from "../../protocol/output.ts";
import { now } from "../platform/captured.ts";
import { inspectText } from "./inspect.ts";
import type { Outbox } from "./outbox.ts";
import { toTable } from "./table.ts";

/** The `console` of cells: everything becomes text, or a table, in the outputs of the running cell. */
export function createConsole(outbox: Outbox): object {
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  let indent = "";

  const print = (stream: Text["stream"], values: readonly unknown[]): void => {
    const text = format(values);
    outbox.print(stream, indent === "" ? text : text.replace(/^/gm, indent));
  };
  const printer =
    (stream: Text["stream"]) =>
    (...values: readonly unknown[]): void =>
      print(stream, values);
  const elapsed = (label: string): string => {
    const begun = timers.get(label);
    return begun === undefined ? `${label}: no such timer` : `${label}: ${(now() - begun).toFixed(2)} ms`;
  };
  const openGroup = (...values: readonly unknown[]): void => {
    if (values.length > 0) print("log", values);
    indent += "  ";
  };

  return {
    log: printer("log"),
    debug: printer("log"),
    info: printer("info"),
    warn: printer("warn"),
    error: printer("error"),
    trace: printer("log"),
    dir: (value: unknown) => print("log", [value]),
    assert: (condition: unknown, ...values: readonly unknown[]) => {
      if (!condition) print("error", ["Assertion failed:", ...values]);
    },
    table: (rows: unknown) => {
      const table: Table | null = toTable(rows);
      if (table === null) print("log", [rows]);
      else outbox.show(table);
    },
    group: openGroup,
    groupCollapsed: openGroup,
    groupEnd: () => {
      indent = indent.slice(2);
    },
    count: (label = "default") => {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      print("log", [`${label}: ${count}`]);
    },
    countReset: (label = "default") => counts.delete(String(label)),
    time: (label = "default") => timers.set(String(label), now()),
    timeLog: (label = "default", ...values: readonly unknown[]) =>
      print("log", [elapsed(String(label)), ...values]),
    timeEnd: (label = "default") => {
      print("log", [elapsed(String(label))]);
      timers.delete(String(label));
    },
    clear: () => undefined,
  };
}

/** Joins values with spaces, after formatting a leading string with the Console Standard's `%s %d %i %f %o %O %c`. */
function format(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== "string" || !first.includes("%")) return values.map(inspectText).join(" ");
  const remaining = [...rest];
  const text = first.replace(/%([sdifoOc%])/g, (directive, letter: string) => {
    if (letter === "%") return "%";
    if (remaining.length === 0) return directive;
    const value = remaining.shift();
    switch (letter) {
      case "c":
        return "";
      case "d":
      case "i":
        return String(Math.trunc(Number(value)));
      case "f":
        return String(Number(value));
      default:
        return inspectText(value);
    }
  });
  return [text, ...remaining.map(inspectText)].join(" ");
}
