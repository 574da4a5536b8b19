import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type CellNames, NO_NAMES } from "../../cell/names/cell-names.ts";
import { type Dependencies, dependencies } from "../../cell/names/dependencies.ts";
import type { Cell } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { NameAnalysis } from "./analyse-dependencies.ts";
import { forgetRun, lastRunOf } from "./cell-state.ts";
import type { Preview } from "./notebook.ts";
import {
  createCell,
  dirtySince,
  emptyCell,
  freshness,
  isNote,
  type NotebookCell,
  namedCell,
  withoutImports,
} from "./notebook-cell.ts";
import { markOld } from "./output-list.ts";
import { anchored, inOrder, type OwnCell, type OwnCells } from "./own-cells.ts";
import { leftOut, type Plan, type PlannableCell, plan, type RunTarget } from "./plan.ts";
import { lastToDeclare, staleCells, type Tick } from "./stale.ts";

/** The cells of the lesson, the author's and the reader's, in the order of the page, and which of them are stale. */
export class CellList {
  /** With the notes. */
  readonly #all: Signal<readonly NotebookCell[]> = signal([]);
  readonly #cells = computed(() => this.#all.value.filter((cell) => !isNote(cell)));
  readonly #own: Signal<OwnCells> = signal([]);
  readonly #stale: ReadonlySignal<ReadonlySet<CellId>>;
  readonly #dependencies: ReadonlySignal<Dependencies>;
  /** Found once for all cells: the button of each shows its plan. */
  readonly #plannable: ReadonlySignal<readonly PlannableCell[]>;
  readonly #leftOut = computed(() => leftOut(this.#plannable.value));
  readonly #analysis: NameAnalysis | null;
  #now: Tick = 0;

  constructor(definitions: readonly Cell[], analysis: NameAnalysis | null) {
    this.#analysis = analysis;
    this.#dependencies = computed(() => dependencies(this.#cells.value.map(namedCell)));
    const contested = computed(() => contestedNames(this.#cells.value));
    this.#plannable = computed(() => {
      const cells = this.#cells.value;
      const names: NamesOfAll = {
        dependencies: this.#dependencies.value,
        contested: contested.value,
        last: lastToDeclare(cells.map((cell) => freshness(cell, null))),
      };
      return cells.map((cell) => plannable(cell, names));
    });
    this.#stale = computed(() =>
      staleCells(this.#cells.value.map((cell) => freshness(cell, dirtySince(cell)))),
    );
    this.#all.value = definitions.map((definition) => createCell(definition, this.#stale));
  }

  /** Those that can run. */
  get cells(): ReadonlySignal<readonly NotebookCell[]> {
    return this.#cells;
  }

  /** With the notes. */
  get all(): ReadonlySignal<readonly NotebookCell[]> {
    return this.#all;
  }

  get own(): ReadonlySignal<OwnCells> {
    return this.#own;
  }

  /** Adds, moves and removes the reader's cells until these are there. */
  arrange(own: OwnCells): void {
    const authors = this.#all.value.filter((cell) => cell.own.value === null);
    this.#own.value = own;
    this.#all.value = this.#ordered(authors);
  }

  #ordered(authors: readonly NotebookCell[]): readonly NotebookCell[] {
    const ids = authors.map(({ id }) => id);
    const own = anchored(this.#own.value, ids).filter(({ id }) => !ids.includes(id));
    const cells = new Map(authors.map((cell) => [cell.id, cell]));
    for (const placed of own) cells.set(placed.id, this.#ownCell(placed));
    return inOrder(own, ids).flatMap((id) => cells.get(id) ?? []);
  }

  #ownCell(placed: OwnCell): NotebookCell {
    const known = this.find(placed.id);
    if (known === undefined) return createCell(emptyCell(placed.id), this.#stale, placed);
    known.own.value = placed;
    return known;
  }

  /** Which cells have to run for the target. */
  plan(target: RunTarget): Plan {
    return plan(target, this.#plannable.value);
  }

  /** What a request for the target would run, and what it would leave out. */
  preview(target: RunTarget): Preview {
    const { run } = this.plan(target);
    const left = new Set(run.flatMap((id) => this.#leftOut.value.get(id) ?? []));
    return { run, leftOut: [...left].filter((id) => !run.includes(id)) };
  }

  /** Whether edited texts can be analysed, or none have to be. */
  get canAnalyse(): boolean {
    return this.#analysis?.names !== null || this.#unanalysed().length === 0;
  }

  /**
   * Analyses texts that have been edited just now, and then calls `next`: at once, unless the analysis has to be loaded
   * first. If that fails, the names of the earlier texts are used.
   */
  whenAnalysed(next: () => void): void {
    const analysis = this.#analysis;
    if (analysis === null || this.#unanalysed().length === 0) {
      next();
      return;
    }
    const analyse = (): void => {
      batch(() => {
        for (const cell of this.#unanalysed())
          if (analysis.names !== null) this.setNames(cell, analysis.names(cell.source.value));
      });
      next();
    };
    if (analysis.names === null) analysis.load().then(analyse, next);
    else analyse();
  }

  #unanalysed(): readonly NotebookCell[] {
    return this.#cells.value.filter((cell) => cell.text.value.hasEarlierNames);
  }

  setNames(cell: NotebookCell, names: CellNames): void {
    cell.text.value = { ...cell.text.value, names, hasEarlierNames: false };
  }

  /** The next tick of the notebook's clock. */
  tick(): Tick {
    this.#now += 1;
    return this.#now;
  }

  find(id: CellId): NotebookCell | undefined {
    return this.#all.value.find((cell) => cell.id === id);
  }

  /** An edited text keeps the names of the earlier one until it has been analysed. */
  edit(cell: NotebookCell, source: string): void {
    const author = cell.definition.value;
    const isAuthors = source === author.source;
    const names = isAuthors ? author : cell.text.value.names;
    cell.text.value = { source, names, hasEarlierNames: !isAuthors, editedAt: this.tick() };
  }

  /** Applies an edited lesson: the reader's edits stay; a cell without one takes the author's new text. */
  redefine(definitions: readonly Cell[]): void {
    const authors = definitions.map((definition) => {
      const cell = this.find(definition.id);
      if (cell === undefined || cell.own.value !== null) return createCell(definition, this.#stale);
      const before = cell.definition.value;
      // Most cells stay as they are after an edit of the lesson: what depends on them is not drawn again.
      if (JSON.stringify(before) === JSON.stringify(definition)) return cell;
      const isEdited = cell.source.value !== before.source;
      cell.definition.value = definition;
      if (!isEdited) this.edit(cell, definition.source);
      return cell;
    });
    this.#all.value = this.#ordered(authors);
  }

  /** The runtime is gone with all that cells computed: their outputs stay, marked as old. */
  forgetRuns(except: NotebookCell | null): void {
    for (const cell of this.#cells.value) {
      if (cell === except) continue;
      cell.state.value = forgetRun(cell.state.value);
      cell.outputs.value = markOld(cell.outputs.value);
    }
  }
}

/** The names that several cells declare. */
function contestedNames(cells: readonly NotebookCell[]): ReadonlySet<string> {
  const declared = new Set<string>();
  const contested = new Set<string>();
  for (const name of cells.flatMap(({ names }) => [...new Set(withoutImports(names.value))])) {
    if (declared.has(name)) contested.add(name);
    declared.add(name);
  }
  return contested;
}

/** What the plans need to know of the names of all cells. */
interface NamesOfAll {
  readonly dependencies: Dependencies;
  readonly contested: ReadonlySet<string>;
  /** The cells that names have their values from. */
  readonly last: ReadonlyMap<string, CellId>;
}

function plannable(cell: NotebookCell, { dependencies: all, contested, last }: NamesOfAll): PlannableCell {
  const { id, definition, status, names, state } = cell;
  const { manual, exercise } = definition.value;
  const { declares, uses } = names.value;
  const ran = lastRunOf(state.value)?.names ?? NO_NAMES;
  return {
    id,
    manual,
    exercise: exercise !== null,
    checked: (exercise?.checks.length ?? 0) > 0,
    status: status.value,
    dependencies: all.get(id) ?? new Set(),
    declares,
    uses: [...uses, ...(exercise?.uses ?? [])],
    contested: withoutImports(names.value).filter((name) => contested.has(name)),
    replaced: withoutImports(ran).filter((name) => last.get(name) !== id),
  };
}
