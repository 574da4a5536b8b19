import type { ReferenceTargets } from "./reference-target.ts";
import type { Fault } from "./source-text.ts";

/** The id on a page that a link's fragment refers to, or null if there is none. */
export type ResolveFragment = (fragment: string) => string | null;

/** What links and references to another lesson of the folder have to know of it, as it is published. */
export interface OtherLesson {
  readonly title: string;
  readonly draft: boolean;
  readonly resolve: ResolveFragment;
  readonly targets: ReferenceTargets;
}

type Message = Pick<Fault, "message" | "remedy">;

export function missingLesson(path: string): Message {
  return {
    message: `There is no lesson \`${path}\`.`,
    remedy:
      "Correct the path; it is that of a `.md` file beside this one, and not that of a draft or a README.",
  };
}

export function draftLesson(path: string, from: "link" | "reference"): Message {
  return {
    message: `The lesson \`${path}\` is a draft: this ${from} leads nowhere once the course is published.`,
    remedy: `Remove the ${from} until then, or \`draft: true\` from that lesson.`,
  };
}
