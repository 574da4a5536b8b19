import { nearest } from "../../protocol/nearest.ts";
import { kindOfId, withSmallPrefix } from "../kinds.ts";
import type { Beside } from "../known-things.ts";
import { keyInLesson } from "../markdown/reference-syntax.ts";
import { draftLesson, missingLesson } from "../other-lesson.ts";
import type { ReferenceTarget, ReferenceTargets } from "../reference-target.ts";
import type { Fault } from "../source-text.ts";

/** What references can lead to, in this lesson and, as `lesson#id`, in others of the folder. */
export interface Targets {
  readonly find: (name: string) => Target | null;
  /** Whether a name that leads nowhere is that of a part of a lesson, and not of a work or plain text. */
  readonly isMeant: (name: string) => boolean;
  /** Why a name leads nowhere; null if other lessons are not known. */
  readonly explain: (name: string) => Pick<Fault, "message" | "remedy"> | null;
}

export interface Target extends ReferenceTarget {
  /** The other lesson that contains it, or null. */
  readonly lesson: { readonly path: string; readonly title: string } | null;
}

/** @param beside null if other lessons are not known. */
export function targetsInLessons(own: ReferenceTargets, beside: Beside | null): Targets {
  return {
    find(name) {
      const target = own.find(name);
      return target === null ? findElsewhere(name, beside) : { ...target, lesson: null };
    },
    isMeant(name) {
      const there = keyInLesson(name);
      const hasPrefix = kindOfId(withSmallPrefix(there?.id ?? name)) !== null;
      return hasPrefix || (there !== null && beside?.lesson(fileOf(there.lesson)) != null);
    },
    explain(name) {
      const there = keyInLesson(name);
      if (there === null) {
        const remedy = elsewhereRemedy(name, beside) ?? remedyFor(name, own.names);
        return { message: `There is no \`${name}\` in this lesson to refer to.`, remedy };
      }
      return beside === null ? null : explainElsewhere(there, beside);
    },
  };
}

function fileOf(lesson: string): string {
  return `${lesson}.md`;
}

function findElsewhere(name: string, beside: Beside | null): Target | null {
  const there = keyInLesson(name);
  if (there === null || beside === null) return null;
  const path = fileOf(there.lesson);
  const lesson = beside.lesson(path);
  const target = lesson === null || lesson.draft ? null : lesson.targets.find(there.id);
  return lesson && target && { ...target, lesson: { path, title: lesson.title } };
}

function explainElsewhere(
  { lesson: name, id }: { readonly lesson: string; readonly id: string },
  beside: Beside,
): Pick<Fault, "message" | "remedy"> {
  const path = fileOf(name);
  const lesson = beside.lesson(path);
  if (lesson === null) {
    const { message, remedy } = missingLesson(path);
    const near = nearest(path, beside.lessonFiles());
    return { message, remedy: near === null ? remedy : `Did you mean \`${near}\`?` };
  }
  if (lesson.draft) return draftLesson(path, "reference");
  return {
    message: `There is no \`${id}\` in the lesson \`${path}\` to refer to.`,
    remedy: remedyFor(id, lesson.targets.names),
  };
}

/** For a name of another lesson that is written as one of this lesson. */
function elsewhereRemedy(name: string, beside: Beside | null): string | null {
  const path = beside?.lessonFiles().find((file) => {
    const lesson = beside.lesson(file);
    return lesson !== null && !lesson.draft && lesson.targets.find(name) !== null;
  });
  return path === undefined ? null : `It is in \`${path}\`: write \`@${path.replace(/\.md$/, "")}#${name}\`.`;
}

const EXAMPLES = "`{#fig-name}` after a picture, `{#eq-name}` after a formula";

function remedyFor(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  if (near !== null) return `Did you mean \`${near}\`?`;
  const known = names.slice(0, 12).map((each) => `\`${each}\``);
  return known.length === 0
    ? `Give what you refer to an id: ${EXAMPLES}.`
    : `Known: ${known.join(", ")}${names.length > known.length ? ", …" : ""}.`;
}
