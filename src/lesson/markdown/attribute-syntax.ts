import type { Fault } from "../source-text.ts";

/** Pandoc's attributes: `{#id .class key=value key="value"}`. Offsets count from the opening brace. */
export interface Attributes {
  readonly id: string | null;
  readonly classes: readonly string[];
  readonly values: ReadonlyMap<string, AttributeValue>;
  readonly faults: readonly Fault[];
}

interface AttributeValue {
  readonly value: string;
  /** Of the key. */
  readonly offset: number;
}

export const NO_ATTRIBUTES: Attributes = { id: null, classes: [], values: new Map(), faults: [] };

const ITEM =
  /\s+|#(?<id>[^\s#.={}"']+)|\.(?<class>[^\s#.={}"']+)|(?<key>[A-Za-z_:][\w:.-]*)=(?:"(?<double>(?:\\.|[^"\\])*)"|'(?<single>(?:\\.|[^'\\])*)'|(?<bare>[^\s"'{}]+))|(?<junk>[^\s]+)/gsy;

/** Parses `{…}`. Never throws: whatever it cannot parse is among the faults. */
export function parseAttributes(text: string): Attributes {
  let id: string | null = null;
  const classes: string[] = [];
  const values = new Map<string, AttributeValue>();
  const faults: Fault[] = [];
  for (const match of text.slice(1, -1).matchAll(ITEM)) {
    const item = match.groups ?? {};
    const offset = match.index + 1;
    const fault = (message: string, remedy: string) => faults.push({ message, remedy, offset });
    if (item["id"] !== undefined) {
      if (id !== null) fault(`A second id \`#${item["id"]}\`.`, "Keep one.");
      id ??= item["id"];
    } else if (item["class"] !== undefined) {
      classes.push(item["class"]);
    } else if (item["key"] !== undefined) {
      if (values.has(item["key"])) fault(`\`${item["key"]}\` is given twice.`, "Keep one.");
      values.set(item["key"], { value: attributeValue(item), offset });
    } else if (item["junk"] !== undefined) {
      fault(`\`${item["junk"]}\` is not an attribute.`, 'Write `#id`, `.class` or `key="value"`.');
    }
  }
  return { id, classes, values, faults };
}

function attributeValue({ double, single, bare = "" }: Readonly<Record<string, string>>): string {
  const quoted = double ?? single;
  return quoted === undefined ? bare : quoted.replace(/\\(["'\\])/g, "$1");
}
