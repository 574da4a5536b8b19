import type { Block, Exercise, FigureUse } from "../../lesson/lesson.ts";

/** The line that opens a figure in a lesson. */
export function figureLine({ id, name, attributes }: FigureUse): string {
  const values = Object.entries({ name, ...attributes }).map(([key, value]) => attribute(key, value));
  return `::: {${[".figure", `#${id}`, ...values].join(" ")}}`;
}

/** The line that opens an exercise in a lesson. */
export function exerciseLine({ id, title, quiz }: Pick<Exercise, "id" | "title" | "quiz">): string {
  return `::: {.${quiz === null ? "exercise" : "quiz"} #${id} ${attribute("title", title)}}`;
}

/** The line that opens any other div in a lesson. */
export function divLine({ id, classes, width, label }: Extract<Block, { type: "div" }>): string {
  const name = label?.type === "theorem" || label?.type === "proof" ? label.markdown.markdown : "";
  const items = [
    ...classes.map((each) => `.${each}`),
    ...(id === null ? [] : [`#${id}`]),
    ...(width === null ? [] : [attribute("width", width)]),
    ...(name === "" ? [] : [attribute("name", name)]),
  ];
  return `::: {${items.join(" ")}}`;
}

function attribute(key: string, value: string): string {
  if (/^-?\d+(?:\.\d+)?$/.test(value)) return `${key}=${value}`;
  return `${key}="${value.replace(/["\\]/g, "\\$&")}"`;
}
