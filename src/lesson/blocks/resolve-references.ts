import type { Token } from "marked";
import { nearest } from "../../protocol/nearest.ts";
import type { Bibliography } from "../bibliography/bibliography.ts";
import { type CitationOptions, type CitedWork, citedWorks } from "../bibliography/citations.ts";
import { descendants, type TokenOffsets, tokensInNotes } from "../markdown/offsets.ts";
import {
  isReference,
  type ReferenceItem,
  type ReferencePart,
  type ReferenceToken,
} from "../markdown/reference-syntax.ts";
import type { ProblemLog } from "../problem-log.ts";
import type { NumberedEquation } from "../references/number-parts.ts";
import type { Target, Targets } from "./targets-in-lessons.ts";

/** A work in the list of references, with the ids of the places in the text that cite it. */
export interface ListedWork extends CitedWork {
  readonly citedAt: readonly string[];
}

interface ResolveContext extends CitationOptions {
  readonly targets: Targets;
  /** Null if the course has none. */
  readonly bibliography: Bibliography | null;
  readonly offsets: TokenOffsets;
  readonly log: ProblemLog;
}

/**
 * Resolves the references of a lesson in place: each token then has what it shows. What leads nowhere is reported and
 * stays as it is written.
 * @returns the works that the lesson cites, in the order of the list of references.
 */
export function resolveReferences(tokens: readonly Token[], context: ResolveContext): readonly ListedWork[] {
  const references = [...descendants(tokens)].filter(isReference);
  // The list of references does not lead back to what is not on the page.
  const hidden = new Set(tokensInNotes(tokens));
  const cited = new Set(
    references.flatMap(({ items }) => items.map(({ key }) => key)).filter((key) => isCited(key, context)),
  );
  const { bibliography } = context;
  const works = bibliography === null ? [] : citedWorks(cited, bibliography, context);
  const resolver = new Resolver(new Map(works.map((work) => [work.key, work])), context);
  for (const token of references) resolver.resolve(token, !hidden.has(token));
  return works.map((work) => ({ ...work, citedAt: resolver.anchors(work) }));
}

function isCited(key: string, { targets, bibliography }: ResolveContext): boolean {
  return targets.find(key) === null && (bibliography?.entries.has(key) ?? false);
}

/** Reports the `\ref` and `\eqref` in formulas that name no label, and labels in rows without a number. */
export function checkEquations(
  equations: readonly NumberedEquation[],
  { targets, offsets, log }: Pick<ResolveContext, "targets" | "offsets" | "log">,
): void {
  for (const { token, rows, references } of equations) {
    const report = (index: number, message: string, remedy: string): void =>
      log.report(offsets.within(token, token.texOffset + index), message, remedy);
    for (const { name, start } of references) {
      const fault = targets.find(name) === null ? targets.explain(name) : null;
      if (fault !== null) report(start, fault.message, fault.remedy);
    }
    for (const { name, start } of rows.flatMap((row) => (row.number === null ? row.labels : []))) {
      const message = token.display
        ? `The label \`${name}\` is in a row without a number.`
        : `The label \`${name}\` is in a formula in the text, which has no number.`;
      const remedy = token.display ? "Remove `\\nonumber` or the label." : "Write the formula between `$$`.";
      report(start, message, remedy);
    }
  }
}

class Resolver {
  readonly #works: ReadonlyMap<string, CitedWork>;
  readonly #context: ResolveContext;
  readonly #anchors = new Map<CitedWork, string[]>();

  constructor(works: ReadonlyMap<string, CitedWork>, context: ResolveContext) {
    this.#works = works;
    this.#context = context;
  }

  anchors(work: CitedWork): readonly string[] {
    return this.#anchors.get(work) ?? [];
  }

  resolve(token: ReferenceToken, isShown: boolean): void {
    const faults = token.items.map((item) => this.#fault(token, item));
    const { log, offsets } = this.#context;
    for (const [index, fault] of faults.entries()) {
      const item = token.items[index];
      if (fault !== null && fault !== "text" && item)
        log.report(offsets.within(token, item.offset), fault.message, fault.remedy);
    }
    if (faults.some((fault) => fault !== null)) return;
    token.parts = mergeText(this.#parts(token, isShown));
    token.text = token.parts.map(({ text }) => text).join("");
  }

  /** What is wrong with an item; `text` if it is not meant as a reference. */
  #fault(
    { form }: ReferenceToken,
    { key }: ReferenceItem,
  ): { message: string; remedy: string } | "text" | null {
    const { targets, bibliography } = this.#context;
    if (targets.find(key) !== null || this.#works.has(key)) return null;
    if (form === "ref" || form === "eqref" || targets.isMeant(key)) return targets.explain(key) ?? "text";
    if (bibliography !== null) {
      const near = nearest(key, [...bibliography.entries.keys()]);
      const message = `There is no entry \`${key}\` in ${bibliography.files.map((file) => `\`${file}\``).join(" or ")}.`;
      const remedy = near === null ? "Add it, or write `\\@` for a plain `@`." : `Did you mean \`${near}\`?`;
      return { message, remedy };
    }
    if (form !== "brackets") return "text";
    const message = `\`@${key}\` cites a work, but there is no \`references.bib\`.`;
    return { message, remedy: "Put a BibTeX file of that name beside the lesson or beside `course.yaml`." };
  }

  #parts(token: ReferenceToken, isShown: boolean): ReferencePart[] {
    const isCitation = token.items.some(({ key }) => this.#works.has(key));
    const items = token.items.map((item) => this.#item(token, item, isShown));
    const isNumeric = this.#context.style === "numeric";
    const isBare = token.items.every(({ prefix, suffix }) => prefix === "" && suffix === "");
    const separator = plain(isCitation && !(isNumeric && isBare) ? "; " : ", ");
    const joined = items.flatMap((parts, index) => (index === 0 ? parts : [separator, ...parts]));
    if (token.form !== "brackets" || !isCitation) return joined;
    const [open, close] = isNumeric ? ["[", "]"] : ["(", ")"];
    return [plain(open), ...joined, plain(close)];
  }

  #item(token: ReferenceToken, item: ReferenceItem, isShown: boolean): ReferencePart[] {
    const work = this.#works.get(item.key);
    if (work === undefined) return this.#crossReference(token, item);
    const id = isShown ? this.#anchor(work) : null;
    const link = (text: string): ReferencePart => ({ text, target: { id: work.id, lesson: null }, id });
    const { authors, year, number } = work;
    if (token.form !== "brackets") {
      const locator = item.suffix === "" ? "" : `, ${item.suffix.trim()}`;
      return [link(number === null ? `${authors} (${year}${locator})` : `${authors} [${number}${locator}]`)];
    }
    const name = number === null ? (item.isShort ? year : `${authors} ${year}`) : String(number);
    const prefix = item.prefix === "" ? [] : [plain(`${item.prefix} `)];
    return [...prefix, link(name), plain(item.suffix.trimEnd())];
  }

  #crossReference(
    { form }: ReferenceToken,
    { key, prefix, suffix, isShort }: ReferenceItem,
  ): ReferencePart[] {
    const target = this.#context.targets.find(key);
    if (target === null) return [];
    const text = this.#targetText(target, form, isShort, prefix !== "");
    const before = prefix === "" ? [] : [plain(`${prefix}\u00A0`)];
    const { id, lesson } = target;
    const link = { text, target: { id, lesson: lesson?.path ?? null }, id: null };
    return [...before, link, plain(suffix.trimEnd())];
  }

  /** What a reference shows: `Figure 3`, of another lesson with its title, or only the number. */
  #targetText(
    { kind, number, title, lesson }: Target,
    form: ReferenceToken["form"],
    isShort: boolean,
    hasPrefix: boolean,
  ): string {
    const { words } = this.#context;
    const short = number ?? words.sectionTitle(title).replace(" ", "\u00A0");
    if (form === "eqref") return `(${short})`;
    if (form === "ref" || isShort) return short;
    const name = hasPrefix || number === null ? short : `${words.kinds[kind]}\u00A0${number}`;
    return lesson === null ? name : `${name} ${words.inLesson(lesson.title)}`;
  }

  /** An id for a place that cites a work. */
  #anchor(work: CitedWork): string {
    const anchors = this.#anchors.get(work) ?? [];
    const id = `${work.id}-cited-${anchors.length + 1}`;
    this.#anchors.set(work, [...anchors, id]);
    return id;
  }
}

function plain(text: string): ReferencePart {
  return { text, target: null, id: null };
}

function mergeText(parts: readonly ReferencePart[]): ReferencePart[] {
  const merged: ReferencePart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.text === "") continue;
    if (last && last.target === null && part.target === null)
      merged[merged.length - 1] = plain(last.text + part.text);
    else merged.push(part);
  }
  return merged;
}
