import fc from "fast-check";
import { describe, it } from "vitest";
import { openNotebook } from "./open-notebook.ts";
import { cellId, define, settle } from "./scripted-host.ts";

type Page = ReturnType<typeof openNotebook>;

function holds(condition: boolean, law: string, page: Page): void {
  if (!condition) throw new Error(`${law}: ${page.statuses()}`);
}

interface Program {
  readonly declares: readonly string[];
  readonly uses: readonly string[];
  readonly changes: readonly string[];
  readonly manual: boolean;
}

const someNames = fc.uniqueArray(fc.constantFrom<string[]>("x", "y", "z"), { maxLength: 2 });
const parts = fc.record({ declares: someNames, uses: someNames, changes: someNames, manual: fc.boolean() });
/**
 * Cells that use and change only what a cell above declares. A manual one shares no name that it declares with others: it
 * would not run again where these have replaced its value.
 */
const program = fc.array(parts, { minLength: 2, maxLength: 6 }).map((cells): readonly Program[] =>
  cells.map(({ declares, uses, changes, manual }, index) => {
    const above = cells.slice(0, index).flatMap((cell) => cell.declares);
    const foreign = (names: readonly string[]) => names.filter((each) => above.includes(each));
    const changed = foreign(changes).filter((each) => !declares.includes(each));
    const others = cells.filter((_, other) => other !== index).flatMap((cell) => cell.declares);
    const isManual = manual && !declares.some((each) => others.includes(each));
    return {
      declares,
      uses: [...new Set([...foreign(uses), ...changed])],
      changes: changed,
      manual: isManual,
    };
  }),
);

const outcome = fc.constantFrom("done" as const, "done" as const, "failed" as const, "stopped" as const);
/** What readers start, and how the next runs end before they start something else. */
const request = fc.record({
  start: fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant("run" as const), index: fc.nat(5) }) },
    fc.record({ do: fc.constant("above" as const), index: fc.nat(5) }),
    fc.record({ do: fc.constant("all" as const) }),
    fc.record({ do: fc.constant("stale" as const) }),
  ),
  outcomes: fc.array(outcome, { maxLength: 4 }),
});

/** A value: what its cell gave it, and what the cells below have added since, by their positions. */
type Value = ReadonlyMap<number, string>;
type Scope = Map<string, Value>;

/** What a run of a cell computes: another value each time, of the values that it reads. */
function compute(index: number, run: number, { declares, uses }: Program, scope: Scope): string {
  const read = uses.filter((each) => !declares.includes(each)).map((each) => valueAt(index, scope.get(each)));
  return `c${index}#${run}(${read.join()})`;
}

/** The value as a cell finds it: what cells below have added to it stays in it, but is not of its place. */
function valueAt(index: number, value: Value = new Map()): string {
  const parts = [...value].filter(([position]) => position < index).sort(([a], [b]) => a - b);
  return parts.map(([, part]) => part).join("+") || "-";
}

/** Gives what the run has computed to the names that the cell declares, and adds it to those that it changes. */
function assign(index: number, value: string, { declares, changes }: Program, scope: Scope): void {
  for (const each of declares) scope.set(each, new Map([[index, value]]));
  for (const each of changes) {
    const before = scope.get(each);
    if (before !== undefined) scope.set(each, new Map([...before, [index, value]]));
  }
}

interface LastRun {
  readonly run: number;
  readonly value: string;
}

type Request = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

function start(page: Page, { start }: Request, count: number): void {
  if (start.do === "all") page.notebook.runAll();
  else if (start.do === "stale") page.notebook.request({ type: "stale" });
  else if (start.do === "above") page.notebook.runAbove(cellId(`c${start.index % count}`));
  else page.notebook.run(cellId(`c${start.index % count}`));
}

/** Does what the reader asks until nothing runs; returns what the last run of each cell has computed in one scope. */
async function computeAll(
  page: Page,
  cells: readonly Program[],
  requests: readonly Request[],
): Promise<readonly (LastRun | undefined)[]> {
  const scope: Scope = new Map();
  const last: (LastRun | undefined)[] = cells.map(() => undefined);
  const declared = cells.flatMap(({ declares }) => declares);
  // Cells that declare one name again are only put in order where none is queued.
  const isEachDeclaredOnce = new Set(declared).size === declared.length;
  let run = 0;
  const finish = async (outcome: Request["outcomes"][number]): Promise<void> => {
    const running = Number(page.host.running?.cell.slice(1));
    const cell = cells[running];
    if (cell === undefined) return;
    run += 1;
    const value = compute(running, run, cell, scope);
    assign(running, value, cell, scope);
    last[running] = { run, value };
    page.host.finish(outcome);
    await settle();
  };
  for (const each of requests) {
    start(page, each, cells.length);
    await settle();
    for (const outcome of each.outcomes) await finish(outcome);
    while (page.host.running !== null && (!isEachDeclaredOnce || each === requests.at(-1)))
      await finish("done");
  }
  return last;
}

describe("where each run of a cell computes something else", () => {
  it("cells that are not stale have the values of a page whose last runs went from top to bottom, each with values of its own", async () => {
    await fc.assert(
      fc.asyncProperty(
        program,
        fc.array(request, { minLength: 1, maxLength: 8 }),
        async (cells, requests) => {
          const page = openNotebook(
            cells.map(({ manual, ...names }, index) => define(`c${index}`, { manual, names })),
          );
          const last = await computeAll(page, cells, requests);
          const scope: Scope = new Map();
          for (const [index, cell] of cells.entries()) {
            const ran = last[index];
            if (ran === undefined) continue;
            const value = compute(index, ran.run, cell, scope);
            if (page.status(`c${index}`) === "done")
              holds(ran.value === value, `c${index} is ${value}, not ${ran.value}`, page);
            // Cells below use what a manual one has computed, even if that is stale: it does not run with them.
            const isThere = (name: string): boolean => {
              const [declaring = index] = scope.get(name)?.keys() ?? [];
              return (last[declaring]?.run ?? 0) < ran.run;
            };
            if (cell.manual)
              assign(index, ran.value, { ...cell, changes: cell.changes.filter(isThere) }, scope);
            else assign(index, value, cell, scope);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("a cell that has run without failures is done, whatever declares and changes names again", async () => {
    await fc.assert(
      fc.asyncProperty(
        program,
        fc.array(request, { maxLength: 6 }),
        fc.nat(5),
        async (cells, requests, target) => {
          const page = openNotebook(
            cells.map(({ manual, ...names }, index) => define(`c${index}`, { manual, names })),
          );
          await computeAll(page, cells, requests);
          const name = `c${target % cells.length}`;
          await page.runWell(name);
          holds(page.status(name) === "done", `${name} is done`, page);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("nothing is stale after a run of what is, but manual cells and what waits for one of them", async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.array(request, { maxLength: 6 }), async (cells, requests) => {
        const page = openNotebook(
          cells.map(({ manual, ...names }, index) => define(`c${index}`, { manual, names })),
        );
        await computeAll(page, cells, requests);
        await page.runStaleWell();
        const isManual = (id: string): boolean => cells[Number(id.slice(1))]?.manual === true;
        for (const { id, status } of page.notebook.cells.value) {
          if (status.value !== "stale" || isManual(id)) continue;
          const { leftOut } = page.notebook.preview({ type: "cell", cell: id });
          holds(leftOut.length > 0 && leftOut.every(isManual), `${id} waits for a manual cell`, page);
        }
      }),
      { numRuns: 500 },
    );
  });
});
