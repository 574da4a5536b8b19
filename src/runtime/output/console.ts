import type { Table, Text } from "../../protocol/output.ts";
import { guarded } from "../platform/built-ins.ts";
import { now } from "../platform/captured.ts";
import { inspectText } from "./inspect.ts";
import type { Outbox } from "./outbox.ts";
import { toTable } from "./table.ts";

type Stream = Text["stream"];
type Print = (stream: Stream, values: readonly unknown[]) => void;

/** The `console` of cells: everything becomes text, or a table, in the outputs of the running cell. */
export function createConsole(outbox: Outbox): object {
  let indent = "";
  const print: Print = (stream, values) => {
    const text = format(values);
    outbox.print(stream, indent === "" ? text : text.replace(/^/gm, indent));
  };
  const openGroup = (...values: readonly unknown[]): void => {
    if (values.length > 0) print("log", values);
    indent += "  ";
  };
  return guarded({
    ...printers(print),
    ...counters(print),
    ...timers(print),
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
    clear: () => undefined,
  });
}

function printers(print: Print): object {
  const printer =
    (stream: Stream) =>
    (...values: readonly unknown[]): void =>
      print(stream, values);
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
  };
}

function counters(print: Print): object {
  const counts = new Map<string, number>();
  return {
    count: (label = "default") => {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      print("log", [`${label}: ${count}`]);
    },
    countReset: (label = "default") => counts.delete(String(label)),
  };
}

function timers(print: Print): object {
  const startedAt = new Map<string, number>();
  const elapsed = (label: string): string => {
    const start = startedAt.get(label);
    return start === undefined ? `${label}: no such timer` : `${label}: ${(now() - start).toFixed(2)} ms`;
  };
  return {
    time: (label = "default") => startedAt.set(String(label), now()),
    timeLog: (label = "default", ...values: readonly unknown[]) =>
      print("log", [elapsed(String(label)), ...values]),
    timeEnd: (label = "default") => {
      print("log", [elapsed(String(label))]);
      startedAt.delete(String(label));
    },
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
