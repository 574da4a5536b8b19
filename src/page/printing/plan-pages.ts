/** A part of the page in the order of its text. All lengths are in CSS pixels. */
export interface PrintUnit {
  readonly type: "heading" | "text" | "figure" | "code" | "block";
  readonly height: number;
  /** Between it and the part above, if that is on the same page. */
  readonly gap: number;
  /** Of text, which can be continued on the next page. */
  readonly lineHeight: number;
  /** The height of what can be drawn smaller; the caption of a figure keeps its size. */
  readonly drawn: number;
  /** The smallest share of its size at which it is drawn. */
  readonly smallest: number;
  /** Whether it may come before a figure that it follows: null if not, and `end` if no more has to come with it. */
  readonly movable: "with-next" | "end" | null;
}

/** What keeps a page from staying half empty. */
export type PageDecision =
  | { readonly type: "shrink"; readonly scale: number }
  /** The figure comes after this many parts that follow it. */
  | { readonly type: "after"; readonly count: number }
  /** The code is continued on the next page. */
  | { readonly type: "split" };

/** A page may stay empty below by this share of its height. */
const SPARE = 0.12;
/** Cells are divided, and headings go past figures, only where more than this share would stay empty. */
const MUCH = 0.3;
/** What is left free below a part that is drawn smaller to fit, in CSS pixels: margins and lines are estimates. */
const SLACK = 10;
/** The fewest lines of a text on a page, as in print.css. */
const FEWEST_LINES = 3;
/** The least height of their parts on a page: about eight lines of code. */
const LEAST_PART = 130;
/** The least height of what is continued, if more than half of the page would stay empty: about four lines. */
const LEAST_REST = 65;

/** Where a part begins: how much of its page is used above it. */
interface PagePosition {
  readonly index: number;
  readonly used: number;
}

export interface PagePlan {
  /** The part that is changed. */
  readonly index: number;
  readonly decision: PageDecision;
  /** Where planning continues: after this part and the text moved above it. `used` is an estimate. */
  readonly next: PagePosition;
}

/** What became of a plan. */
export interface CarriedOut {
  /** False if it was not possible. */
  readonly isDone: boolean;
  /** How much of a page is used at the end of the part. */
  readonly used: number;
}

/** Plans one change after the other, each from where the last one has led. */
export function planPages(
  units: readonly PrintUnit[],
  height: number,
  carryOut: (plan: PagePlan) => CarriedOut,
): void {
  let plan = planNext(units, height, { index: 0, used: 0 });
  while (plan !== null) {
    const { isDone, used } = carryOut(plan);
    const index = isDone ? plan.next.index : plan.index + 1;
    const more = isDone ? additionalGap(units, plan) : 0;
    plan = planNext(units, height, { index, used: used + more });
  }
}

/** Below a figure that comes after text, what follows is as far away as that text was. */
function additionalGap(units: readonly PrintUnit[], { index, decision, next }: PagePlan): number {
  if (decision.type !== "after") return 0;
  const [below, follows] = [units[index + 1]?.gap ?? 0, units[next.index]?.gap ?? 0];
  return Math.max(0, below - follows);
}

/**
 * Finds the next figure or cell for which its page has not enough room left, and decides what keeps the page from
 * staying empty: a figure is drawn a little smaller, or comes after text that follows it, as in printed books; a cell is
 * drawn smaller, or divided, as listings are.
 * @param units the parts, as they are without pages.
 * @param height of a page.
 */
function planNext(units: readonly PrintUnit[], height: number, start: PagePosition): PagePlan | null {
  const planner = new Planner(units, height, start);
  while (planner.plan === null && planner.placeNext());
  return planner.plan;
}

/** A part with the headings directly above it, which stay with it. */
interface Chain {
  readonly index: number;
  readonly unit: PrintUnit;
  /** The headings' height. */
  readonly above: number;
  readonly next: number;
}

class Planner {
  plan: PagePlan | null = null;
  readonly #units: readonly PrintUnit[];
  readonly #height: number;
  #index: number;
  /** How much of the current page is used. */
  #used: number;

  constructor(units: readonly PrintUnit[], height: number, { index, used }: PagePosition) {
    this.#units = units;
    this.#height = height;
    this.#index = index;
    this.#used = used;
  }

  /** @returns whether there was anything left to place. */
  placeNext(): boolean {
    const chain = this.#chain();
    if (chain === null) return false;
    if (!this.#placeHere(chain) && !this.#decide(chain) && !this.#moveText(chain)) this.#placeOnNext(chain);
    return true;
  }

  #chain(): Chain | null {
    let [index, above] = [this.#index, 0];
    for (; this.#at(index)?.type === "heading" && this.#at(index + 1) !== null; index += 1) {
      const heading = this.#at(index);
      const isTop = this.#used === 0 && index === this.#index;
      above += (isTop ? 0 : (heading?.gap ?? 0)) + (heading?.height ?? 0);
    }
    const unit = this.#at(index);
    return unit === null ? null : { index, unit, above, next: index + 1 };
  }

  #at(index: number): PrintUnit | null {
    return this.#units[index] ?? null;
  }

  /** Where the part would begin on the current page. */
  #start({ unit, above }: Chain): number {
    return this.#used + above + (this.#used + above === 0 ? 0 : unit.gap);
  }

  #placeHere(chain: Chain): boolean {
    const start = this.#start(chain);
    const { unit } = chain;
    const room = this.#height - start;
    const lines = linesThatFit(unit, room);
    if (unit.height <= room) this.#end(chain, start + unit.height);
    else if (lines > 0) this.#end(chain, unit.height - lines * unit.lineHeight);
    else return false;
    return true;
  }

  /** Draws the part smaller or divides it, if that helps. */
  #decide(chain: Chain): boolean {
    const { unit, index } = chain;
    const start = this.#start(chain);
    const [room, empty] = [this.#height - start, this.#height - this.#used];
    if (this.#used === 0 || unit.drawn <= 0 || empty < SPARE * this.#height) return false;
    const scale = 1 - (unit.height - room + SLACK) / unit.drawn;
    if (scale >= unit.smallest) {
      this.#end(chain, this.#height);
      return this.#plan(index, { type: "shrink", scale });
    }
    const rest = room > this.#height / 2 ? LEAST_REST : LEAST_PART;
    if (empty < MUCH * this.#height || !isDivisible(unit, room, rest)) return false;
    this.#end(chain, unit.height - room);
    return this.#plan(index, { type: "split" });
  }

  /** Places text that follows a figure above it, if that fills the page. */
  #moveText(chain: Chain): boolean {
    const { unit, index, next, above } = chain;
    const room = this.#height - this.#used - above;
    if (unit.type !== "figure" || this.#used === 0 || room < SPARE * this.#height) return false;
    const count = this.#textThatFits(unit, next, room);
    if (count === 0) return false;
    this.#end({ next: next + count }, unit.height);
    return this.#plan(index, { type: "after", count });
  }

  #plan(index: number, decision: PageDecision): true {
    this.plan = { index, decision, next: { index: this.#index, used: this.#used } };
    return true;
  }

  #textThatFits(figure: PrintUnit, from: number, room: number): number {
    let [count, used] = [0, 0];
    for (let index = from; ; index += 1) {
      const unit = this.#at(index);
      if (unit === null || unit.movable === null) return count;
      if (unit.type === "heading" && room - used < MUCH * this.#height) return count;
      const left = room - used - unit.gap;
      if (unit.height > left) {
        // A text that is continued on the next page, above the figure.
        const rest = unit.height - linesThatFit(unit, left) * unit.lineHeight;
        const fits = rest < unit.height && rest + figure.gap + figure.height <= this.#height;
        return unit.movable === "end" && fits ? index + 1 - from : count;
      }
      used += unit.gap + unit.height;
      if (unit.movable === "end") count = index + 1 - from;
    }
  }

  #placeOnNext(chain: Chain): void {
    const first = this.#at(this.#index);
    const { unit, above } = chain;
    const headings = above === 0 || this.#used === 0 ? above : above - (first?.gap ?? 0);
    this.#end(chain, headings + (headings === 0 ? 0 : unit.gap) + unit.height);
  }

  /** @param used of the page on which the part ends. What is higher than a page is continued on further ones. */
  #end({ next }: Pick<Chain, "next">, used: number): void {
    this.#used = used >= this.#height ? used % this.#height : used;
    this.#index = next;
  }
}

/** How many lines of a text stay on this page, if it is divided; 0 if it cannot be. */
function linesThatFit({ type, height, lineHeight }: PrintUnit, room: number): number {
  if (type !== "text" || lineHeight <= 0) return 0;
  const all = Math.round(height / lineHeight);
  const fitting = Math.min(Math.floor(room / lineHeight), all - FEWEST_LINES);
  return fitting >= FEWEST_LINES ? fitting : 0;
}

/**
 * Whether a cell or listing can be divided, wherever the page ends.
 * @param rest the least height of what is continued.
 */
function isDivisible({ type, height }: PrintUnit, room: number, rest: number): boolean {
  return type === "code" && room >= LEAST_PART && height - room >= rest;
}
