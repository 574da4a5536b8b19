import * as v from "valibot";

/** What stands for an answer of a quiz, made from its text: an answer that its author moves keeps it. */
const AnswerKey = v.pipe(v.string(), v.maxLength(64));

/** Of one quiz. */
export const MOST_ANSWERS = 100;

const AnswerKeys = v.pipe(v.array(AnswerKey), v.maxLength(MOST_ANSWERS), v.readonly());

/** What a reader has answered to a quiz. */
export const QuizAnswer = v.pipe(
  v.object({
    chosen: AnswerKeys,
    /** What was chosen when the reader last pressed *Check*; null before. */
    checked: v.nullable(AnswerKeys),
  }),
  v.readonly(),
);
export type QuizAnswer = v.InferOutput<typeof QuizAnswer>;

/**
 * The text whose SHA-256 digest the page has for each right answer, so that the answer itself is not in the page.
 * This does not protect the answers: anyone can compute the digest of each.
 */
export function rightAnswerText(quiz: string, key: string): string {
  return `lectern-quiz ${quiz} ${key}`;
}

/** A multiple choice as the page's script needs it. */
export const QuizDefinition = v.pipe(
  v.object({
    id: v.string(),
    /** Of its answers, in the order of the page. */
    keys: AnswerKeys,
    /** The digests of the right ones: see `rightAnswerText`. */
    right: v.pipe(v.array(v.string()), v.readonly()),
  }),
  v.readonly(),
);
export type QuizDefinition = v.InferOutput<typeof QuizDefinition>;
