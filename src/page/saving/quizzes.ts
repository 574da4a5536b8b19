import { computed, type ReadonlySignal, signal } from "@preact/signals";
import * as v from "valibot";
import { QuizAnswer, type QuizDefinition, rightAnswerText } from "../../protocol/quiz-answer.ts";
import { judgeQuiz, type QuizVerdict } from "../notebook/quiz-verdict.ts";

/** Where what the reader has answered to a lesson's quizzes is stored, by their ids. */
export interface QuizStore {
  load(): Promise<ReadonlyMap<string, unknown>>;
  /** Null removes it. */
  save(quiz: string, answer: QuizAnswer | null): Promise<void>;
}

export interface QuizServices {
  readonly store: QuizStore;
  /** SHA-256 in hexadecimal. */
  readonly digest: (text: string) => Promise<string>;
  /** The answers of the work under review; null while the reader's own are in the page. Reads signals. */
  readonly reviewed: () => Readonly<Record<string, QuizAnswer>> | null;
}

const UNANSWERED: QuizAnswer = { chosen: [], checked: null };

/** The quizzes of a lesson, and what the reader has answered in this visit or an earlier one. */
export class Quizzes {
  readonly #services: QuizServices;
  readonly #definitions = signal<readonly QuizDefinition[]>([]);
  /** The keys of the right answers, once their digests are computed. */
  readonly #right = signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  readonly #answers = signal<ReadonlyMap<string, QuizAnswer>>(new Map());
  /** The quizzes that the reader has just tried to check without choosing an answer. This is not saved. */
  readonly #asked = signal<ReadonlySet<string>>(new Set());
  /** Quizzes that the reader has changed before the saved answers were loaded. */
  readonly #changed = new Set<string>();
  /** The quizzes whose answer in the page was checked and is right. */
  readonly right: ReadonlySignal<ReadonlySet<string>>;
  /** The quizzes in which the reader has checked an answer. */
  readonly attempted: ReadonlySignal<ReadonlySet<string>>;

  /** If answers cannot be loaded or saved, they count in this visit. */
  constructor(services: QuizServices) {
    this.#services = services;
    const having = (test: (id: string) => boolean) =>
      computed(() => new Set(this.#definitions.value.map(({ id }) => id).filter(test)));
    this.right = having((id) => this.verdict(id)?.type === "right");
    this.attempted = having((id) => (this.#answers.value.get(id)?.checked ?? []).length > 0);
    services.store.load().then(
      (saved) => this.#restore(saved),
      () => undefined,
    );
  }

  /** The quizzes of the lesson, with the author's latest edits. */
  async define(definitions: readonly QuizDefinition[]): Promise<void> {
    this.#definitions.value = definitions;
    const right = await Promise.all(
      definitions.map(async (quiz) => [quiz.id, await this.#rightKeys(quiz)] as const),
    );
    if (this.#definitions.peek() === definitions) this.#right.value = new Map(right);
  }

  get ids(): readonly string[] {
    return this.#definitions.value.map(({ id }) => id);
  }

  /** The reader's own answers. */
  get answers(): ReadonlyMap<string, QuizAnswer> {
    return this.#answers.value;
  }

  /**
   * The answer in the page, as far as the quiz still has it: the reader's own, or that of the work under review, which
   * counts as checked.
   */
  answerOf(quiz: string): QuizAnswer {
    const reviewed = this.#services.reviewed();
    if (reviewed === null) return this.#current(quiz, this.#answers.value.get(quiz) ?? UNANSWERED);
    const { chosen } = (Object.hasOwn(reviewed, quiz) ? reviewed[quiz] : undefined) ?? UNANSWERED;
    return this.#current(quiz, { chosen, checked: chosen });
  }

  /** What to say about the answer in the page; null if it was not checked. */
  verdict(quiz: string): QuizVerdict | null {
    const right = this.#right.value.get(quiz);
    const answer = this.answerOf(quiz);
    const isAsked = this.#asked.value.has(quiz) && this.#services.reviewed() === null;
    if (isAsked && answer.chosen.length === 0) return { type: "nothing-chosen" };
    return right === undefined ? null : judgeQuiz(answer, right);
  }

  choose(quiz: string, chosen: readonly string[]): void {
    this.replace(quiz, { chosen, checked: this.#answers.peek().get(quiz)?.checked ?? null });
  }

  check(quiz: string): void {
    const { chosen } = this.#current(quiz, this.#answers.peek().get(quiz) ?? UNANSWERED);
    if (chosen.length > 0) this.replace(quiz, { chosen, checked: chosen });
    else this.#asked.value = new Set([...this.#asked.peek(), quiz]);
  }

  /** Null: the quiz starts over. */
  replace(quiz: string, answer: QuizAnswer | null): void {
    this.#changed.add(quiz);
    this.#asked.value = new Set([...this.#asked.peek()].filter((id) => id !== quiz));
    const others = [...this.#answers.peek()].filter(([id]) => id !== quiz);
    this.#answers.value = new Map(answer === null ? others : [...others, [quiz, answer]]);
    this.#services.store.save(quiz, answer).catch(() => undefined);
  }

  /** Leaves out answers that the quiz no longer has or has reworded: the reader checked a different answer then. */
  #current(quiz: string, { chosen, checked }: QuizAnswer): QuizAnswer {
    const definition = this.#definitions.value.find(({ id }) => id === quiz);
    if (definition === undefined) return { chosen, checked };
    const known = chosen.filter((key) => definition.keys.includes(key));
    const left = definition.right.length > 1 ? known : known.slice(0, 1);
    const isWhole = chosen.length > 0 && left.length === chosen.length;
    const isKnown = (checked ?? []).every((key) => definition.keys.includes(key));
    return { chosen: left, checked: isWhole && isKnown ? checked : null };
  }

  async #rightKeys({ id, keys, right }: QuizDefinition): Promise<ReadonlySet<string>> {
    const digests = await Promise.all(keys.map((key) => this.#services.digest(rightAnswerText(id, key))));
    return new Set(keys.filter((_, index) => right.includes(digests[index] ?? "")));
  }

  #restore(saved: ReadonlyMap<string, unknown>): void {
    const found = [...saved].flatMap(([quiz, value]): [string, QuizAnswer][] => {
      const read = v.safeParse(QuizAnswer, value);
      return read.success && !this.#changed.has(quiz) ? [[quiz, read.output]] : [];
    });
    this.#answers.value = new Map([...this.#answers.peek(), ...found]);
  }
}
