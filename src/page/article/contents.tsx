import type { Heading } from "../../lesson/lesson.ts";

interface Section {
  readonly heading: Heading;
  readonly parts: readonly Heading[];
}

/** The headings of levels 2 and 3 as a list of links. */
function ContentsList({ headings }: { readonly headings: readonly Heading[] }) {
  return (
    <ol>
      {sections(headings).map(({ heading, parts }) => (
        <li key={heading.id}>
          <Link heading={heading} />
          {parts.length === 0 ? null : (
            <ol>
              {parts.map((part) => (
                <li key={part.id}>
                  <Link heading={part} />
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ol>
  );
}

function Link({ heading }: { readonly heading: Heading }) {
  return <a href={`#${heading.id}`}>{heading.text}</a>;
}

function sections(headings: readonly Heading[]): readonly Section[] {
  const shown = headings.filter((heading) => heading.level <= 3);
  const found: { heading: Heading; parts: Heading[] }[] = [];
  for (const heading of shown) {
    const last = found.at(-1);
    if (heading.level === 3 && last !== undefined) last.parts.push(heading);
    else found.push({ heading, parts: [] });
  }
  return found;
}

interface ExerciseLink {
  readonly id: string;
  readonly title: string;
  readonly number: number;
}

/** A dot per exercise: a link that is filled once the exercise is solved. */
function ExerciseDots({ exercises }: { readonly exercises: readonly ExerciseLink[] }) {
  return exercises.length === 0 ? null : (
    <div class="contents-exercises">
      <p class="contents-title">Exercises solved</p>
      <ul>
        {exercises.map(({ id, title, number }) => (
          <li key={id}>
            <a href={`#${id}`} data-exercise-dot={id} title={`${number}. ${title}`}>
              <span class="hidden-visually">
                Exercise {number}: {title}
              </span>
              <span class="hidden-visually dot-solved">, solved</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The contents beside the text, on wide screens. */
export function SideContents({ headings, lecture, exercises }: SideContentsProps) {
  return (
    <nav class="contents" aria-label="Contents" data-contents>
      <p class="contents-title">{lecture === null ? "Contents" : `Lecture ${lecture}`}</p>
      <ContentsList headings={headings} />
      <ExerciseDots exercises={exercises} />
    </nav>
  );
}

interface SideContentsProps {
  readonly headings: readonly Heading[];
  readonly lecture: string | null;
  readonly exercises: readonly ExerciseLink[];
}

/** The contents behind a disclosure, on narrow screens. */
export function TopContents({ headings }: { readonly headings: readonly Heading[] }) {
  return (
    <details class="contents-top">
      <summary>Contents</summary>
      <nav aria-label="Contents, folded">
        <ContentsList headings={headings} />
      </nav>
    </details>
  );
}
