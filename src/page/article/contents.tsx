import type { Heading } from "../../lesson/lesson.ts";
import { words } from "../../words/words.ts";
import type { PageForm } from "./page-form.ts";
import { SearchButton } from "./search-button.tsx";

/** The id by which the toolbar's button opens the contents. */
export const CONTENTS_PANEL_ID = "contents-panel";

interface Section {
  readonly heading: Heading;
  readonly parts: readonly Heading[];
}

/** The headings of levels 2 and 3 as a list of links. */
function ContentsList({ headings, lang }: Pick<ContentsProps, "headings" | "lang">) {
  return (
    <ol lang={lang}>
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
function ExerciseDots({ exercises, lang }: Pick<ContentsProps, "exercises" | "lang">) {
  return exercises.length === 0 ? null : (
    <div class="contents-exercises">
      <p class="contents-title">
        {words.article.exercisesSolved}
        <span data-solved-count />
      </p>
      <ul lang={lang}>
        {exercises.map(({ id, title, number }) => (
          <li key={id}>
            <a class="exercise-dot" href={`#${id}`} data-exercise-dot={id} title={`${number}. ${title}`}>
              <span class="hidden-visually">
                <span lang={words.language}>{words.article.exercise(number)}:</span> {title}
              </span>
              <span class="hidden-visually" data-solved-mark hidden lang={words.language}>
                {words.article.commaSolved}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** In the page's language, except for the headings and titles of the lesson. */
interface ContentsProps {
  readonly form: PageForm;
  /** The language of the lesson. */
  readonly lang: string;
  readonly headings: readonly Heading[];
  readonly lecture: string | null;
  readonly exercises: readonly ExerciseLink[];
}

/** The contents beside the text, on wide screens. */
export function SideContents(props: ContentsProps) {
  return (
    <nav class="contents" aria-label={words.article.contents} data-contents lang={words.language}>
      <Contents {...props} />
    </nav>
  );
}

/**
 * The same over the text, on narrow screens: the toolbar's button opens it anywhere in the lesson, without a script. On
 * paper, it is the list of contents below the title.
 */
export function ContentsPanel(props: ContentsProps) {
  return (
    <nav
      class="contents-panel"
      id={CONTENTS_PANEL_ID}
      popover="auto"
      aria-label={words.article.contents}
      data-contents
      lang={words.language}
    >
      <Contents {...props} />
    </nav>
  );
}

function Contents({ form, headings, lecture, exercises, lang }: ContentsProps) {
  return (
    <>
      <SearchButton form={form} />
      <p class="contents-title">
        {lecture === null ? words.article.contents : words.counts.lecture(lecture)}
      </p>
      <ContentsList headings={headings} lang={lang} />
      <ExerciseDots exercises={exercises} lang={lang} />
    </>
  );
}
