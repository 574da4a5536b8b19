/** What stands between `{` and `}` in Pandoc's attribute syntax: `{#id .class key=value key="value"}`. */
export interface Attributes {
  readonly id: string | null;
  readonly classes: readonly string[];
  readonly values: ReadonlyMap<string, AttributeValue>;
  readonly faults: readonly AttributeFault[];
}

export interface AttributeValue {
  readonly value: string;
  /** Where the key stands, counted from the opening brace. */
  readonly offset: number;
}

export interface AttributeFault {
  readonly message: string;
  readonly remedy: string;
  /** Counted from the opening brace. */
  readonly offset: number;
}

export const NO_ATTRIBUTES: Attributes = { id: null, classes: [], values: new Map(), faults: [] };

const ITEM =
  /\s+|#(?<id>[^\s#.={}"']+)|\.(?<class>[^\s#.={}"']+)|(?<key>[A-Za-z_:][\w:.-]*)=(?:"(?<double>(?:\\.|[^"\\])*)"|'(?<single>(?:\\.|[^'\\])*)'|(?<bare>[^\s"'{}]+))|(?<junk>[^\s]+)/gsy;

/** Reads `{…}`. Never throws: what it cannot read is among the faults. */
export function parseAttributes(text: string): Attributes {
  const ids: string[] = [];
  const classes: string[] = [];
  const values = new Map<string, AttributeValue>();
  const faults: AttributeFault[] = [];
  for (const match of text.slice(1, -1).matchAll(ITEM)) {
    const { id, class: className, key, double, single, bare, junk } = match.groups ?? {};
    const offset = match.index + 1;
    const fault = (message: string, remedy: string) => faults.push({ message, remedy, offset });
    if (id !== undefined) {
      if (ids.length > 0) fault(`A second id \`#${id}\`.`, "Keep one.");
      ids.push(id);
    } else if (className !== undefined) {
      classes.push(className);
    } else if (key !== undefined) {
      if (values.has(key)) fault(`\`${key}\` is given twice.`, "Keep one.");
      const quoted = double ?? single;
      values.set(key, {
        value: quoted === undefined ? (bare ?? "") : quoted.replace(/\\(["'\\])/g, "$1"),
        offset,
      });
    } else if (junk !== undefined) {
      fault(`\`${junk}\` is no attribute.`, 'Write `#id`, `.class` or `key="value"`.');
    }
  }
  return { id: ids[0] ?? null, classes, values, faults };
}
