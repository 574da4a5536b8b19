import type { Problem } from "../../protocol/problem.ts";
import { words } from "../../words/words.ts";

type Location = Pick<Problem, "file" | "line" | "column">;

/** Where a problem is: file, line and column. In development, it opens the author's editor there. */
export function ProblemLocation({ location }: { readonly location: Location }) {
  const text = `${location.file}:${location.line}:${location.column}`;
  const address = addressInEditor(location);
  return (
    <p class="problem-location">
      {address === null ? (
        text
      ) : (
        <a href={address} title={words.ui.openInEditor}>
          {text}
        </a>
      )}
    </p>
  );
}

/** The address with which the editor opens a file; null if there is none. */
function addressInEditor({ file, line, column }: Location): string | null {
  const { LECTERN_EDITOR: template = "", LECTERN_FOLDER: folder = "" } = import.meta.env;
  if (template === "") return null;
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:)/.test(file);
  const path = (isAbsolute ? file : `${folder}/${file}`).replaceAll("\\", "/").replace(/^(?!\/)/, "/");
  const values: Readonly<Record<string, string>> = {
    file: path.split("/").map(encodeSegment).join("/"),
    line: String(line),
    column: String(column),
  };
  return template.replace(/\{(file|line|column)\}/g, (_, name: string) => values[name] ?? "");
}

/** A drive's colon stays. */
function encodeSegment(segment: string): string {
  return /^[A-Za-z]:$/.test(segment) ? segment : encodeURIComponent(segment);
}
