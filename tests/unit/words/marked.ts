/** A dictionary of which every entry can be told from other text: `⟦Run all⟧`. */
export function marked<Entry>(entry: Entry, key = ""): Entry {
  const mark = (value: unknown): unknown => {
    // Tags are compared and given to Intl.
    if (typeof value === "string") return key === "language" ? value : `⟦${value}⟧`;
    if (typeof value === "function") return (...given: unknown[]) => mark(value(...given));
    if (Array.isArray(value)) return value.map((each) => mark(each));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, marked(each, name)]));
  };
  return mark(entry) as Entry;
}

/** What is left of a text without what the dictionary has said. */
export function unmarked(text: string): string {
  const inner = /⟦[^⟦⟧]*⟧/g;
  let left = text;
  while (inner.test(left)) left = left.replace(inner, "");
  return left;
}
