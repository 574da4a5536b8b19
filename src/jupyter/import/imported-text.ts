/** A cell of a notebook as a part of a lesson. */
export interface ImportedText {
  /** Empty if nothing of it is kept. */
  readonly text: string;
  /** What could not be kept. */
  readonly notes: readonly string[];
}

/** Code in a fence whose first line is `ts {#id .class}` or the like. */
export function attributes(id: string | null, classes: readonly string[]): string {
  return `{${[...(id === null ? [] : [`#${id}`]), ...classes.map((name) => `.${name}`)].join(" ")}}`;
}
