import type { Neighbours } from "../../course/arrange-lessons.ts";
import type { LessonEntry } from "../../lesson/lesson.ts";
import { words } from "../../words/words.ts";

/** Links to the lessons before and after this one, at its end. */
export function NeighboursView({ previous, next }: Neighbours) {
  if (previous === null && next === null) return null;
  return (
    <nav class="neighbours" aria-label={words.article.neighbours} lang={words.language}>
      {previous === null ? null : <NeighbourLink lesson={previous} rel="prev" />}
      {next === null ? null : <NeighbourLink lesson={next} rel="next" />}
    </nav>
  );
}

interface NeighbourLinkProps {
  readonly lesson: LessonEntry;
  readonly rel: "prev" | "next";
}

function NeighbourLink({ lesson, rel }: NeighbourLinkProps) {
  return (
    <a class="neighbour" href={lessonAddress(lesson)} rel={rel}>
      <span class="kicker">{rel === "prev" ? words.article.previous : words.article.next}</span>
      <span class="neighbour-title" lang={lesson.lang}>
        {lesson.title}
      </span>
    </a>
  );
}

/** The address of another lesson, from the page of one. */
function lessonAddress({ slug }: Pick<LessonEntry, "slug">): string {
  return `../${encodeURIComponent(slug)}/`;
}
