import fc from "fast-check";
import { describe, it } from "vitest";
import { openNotebook } from "./open-notebook.ts";
import { cellId, define, settle } from "./scripted-host.ts";

const NAMES = ["a", "b", "m", "x", "c", "d"] as const;
const cells = () =>
  NAMES.map((name, index) =>
    define(name, {
      manual: name === "m",
      ...(name === "x" ? { checks: ["check"] } : {}),
      // More than the cell before: one that does not run with others gives no name before it has run.
      names: { declares: [name], uses: NAMES.slice(0, index) },
    }),
  );

const name = fc.constantFrom(...NAMES);
/** What a reader and a runtime can do, in any order. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("run" as const), name }) },
  fc.record({ do: fc.constant("above" as const), name }),
  fc.record({ do: fc.constant("all" as const) }),
  fc.record({ do: fc.constant("stop" as const), name }),
  fc.record({ do: fc.constant("stop-all" as const) }),
  fc.record({ do: fc.constant("clear" as const), name }),
  fc.record({ do: fc.constant("restart" as const) }),
  fc.record({ do: fc.constant("crash" as const) }),
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("edit" as const), name, text: fc.constantFrom("one", "two") }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("finish" as const),
      outcome: fc.constantFrom("done" as const, "failed" as const, "stopped" as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type Page = ReturnType<typeof openNotebook>;

async function take(page: Page, taken: Step): Promise<void> {
  switch (taken.do) {
    case "run":
      page.notebook.run(cellId(taken.name));
      break;
    case "above":
      page.notebook.runAbove(cellId(taken.name));
      break;
    case "all":
      page.notebook.runAll();
      break;
    case "stop":
      page.notebook.stop(cellId(taken.name));
      break;
    case "stop-all":
      page.notebook.stopAll();
      break;
    case "clear":
      page.notebook.clear(cellId(taken.name));
      break;
    case "restart":
      page.notebook.restart();
      break;
    case "crash":
      page.host.end({ type: "crashed", message: "gone" });
      break;
    case "edit":
      page.notebook.edit(cellId(taken.name), `${taken.name} ${taken.text}`);
      break;
    case "finish":
      if (page.host.running !== null) page.host.finish(taken.outcome);
      break;
  }
  await settle();
}

function holds(condition: boolean, law: string, page: Page): void {
  if (!condition)
    throw new Error(`${law}: ${page.statuses()}, the runtime runs ${page.host.running?.cell ?? "nothing"}`);
}

function checkInvariants(page: Page): void {
  const running = NAMES.filter((each) => page.status(each) === "running");
  const inRuntime = page.host.running?.cell.replace(/-check-\d+$/, "") ?? null;
  holds(running.length <= 1, "At most one cell runs", page);
  holds((running[0] ?? null) === inRuntime, "The cell shown as running is the one that runs", page);
  const waits = NAMES.some((each) => page.status(each) === "queued");
  holds(!waits || running.length === 1, "Cells are queued only while one runs", page);
  holds(
    page.notebook.busy.value === (waits || running.length === 1),
    "Busy means that a cell is running or queued",
    page,
  );
}

interface Program {
  readonly manual: boolean;
  readonly declares: readonly string[];
  readonly uses: readonly string[];
}

const someNames = fc.uniqueArray(fc.constantFrom("x", "y", "z"), { maxLength: 2 });
const isManual = fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true));
/** Cells that use only what a cell above declares. */
const program = fc
  .array(fc.record({ manual: isManual, declares: someNames, uses: someNames }), {
    minLength: 2,
    maxLength: 6,
  })
  .map((cells): readonly Program[] =>
    cells.map(({ uses, ...cell }, index) => {
      const above = cells.slice(0, index).flatMap(({ declares }) => declares);
      return { ...cell, uses: uses.filter((each) => above.includes(each)) };
    }),
  );

/** What a cell computes: itself of the values that it reads, and gives those to the names that it declares. */
function compute(index: number, { declares, uses }: Program, scope: Map<string, string>): string {
  const read = uses.filter((each) => !declares.includes(each)).map((each) => scope.get(each) ?? "-");
  const value = `c${index}(${read.join()})`;
  for (const each of declares) scope.set(each, value);
  return value;
}

/**
 * Whether only cells that run with others have given the value: a manual one does not run again, so its value stays
 * replaced, and a name that no cell above has declared has the value of one below.
 */
function comesFromCells(value: string, cells: readonly Program[]): boolean {
  return !value.includes("-") && !cells.some(({ manual }, index) => manual && value.includes(`c${index}(`));
}

/** Has the cells run one after the other, each with those that it needs, and computes what they get from one scope. */
async function computeInTurn(
  page: Page,
  cells: readonly Program[],
  runs: readonly number[],
): Promise<string[]> {
  const scope = new Map<string, string>();
  const values: string[] = [];
  for (const index of runs) {
    page.notebook.run(cellId(`c${index % cells.length}`));
    await settle();
    while (page.host.running !== null) {
      const running = Number(page.host.running.cell.slice(1));
      const cell = cells[running];
      if (cell !== undefined) values[running] = compute(running, cell, scope);
      await take(page, { do: "finish", outcome: "done" });
    }
  }
  return values;
}

describe("after any sequence of actions", () => {
  it("at most one cell runs, it is the one shown as running, and cells are queued only while one runs", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const page = openNotebook(cells());
        for (const each of steps) {
          await take(page, each);
          checkInvariants(page);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("when a cell has run without failures, all cells that it depends on are fresh", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), name, async (steps, target) => {
        const page = openNotebook(cells());
        for (const each of steps) await take(page, each);
        while (page.host.running !== null) await take(page, { do: "finish", outcome: "done" });
        page.notebook.run(cellId(target));
        await settle();
        while (page.host.running !== null) await take(page, { do: "finish", outcome: "done" });
        holds(page.status(target) === "done", `${target} is done`, page);
        for (const above of NAMES.slice(0, NAMES.indexOf(target))) {
          if (above === "m" || above === "x") continue;
          const status = page.status(above);
          holds(status !== "idle" && status !== "stale", `${above} is fresh`, page);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("cells that are not stale have the values of a page that ran from top to bottom, whatever declares names again", async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }), async (cells, runs) => {
        const page = openNotebook(
          cells.map(({ manual, ...names }, index) => define(`c${index}`, { manual, names })),
        );
        const values = await computeInTurn(page, cells, runs);
        const scope = new Map<string, string>();
        const last = (runs.at(-1) ?? 0) % cells.length;
        for (const [index, cell] of cells.entries()) {
          // The cells below a manual one have the values of its last run, if there was one.
          if (cell.manual) {
            const value = values[index];
            if (value !== undefined) for (const each of cell.declares) scope.set(each, value);
            continue;
          }
          const value = compute(index, cell, scope);
          const isDone = page.status(`c${index}`) === "done";
          holds(isDone || index !== last || !comesFromCells(value, cells), `c${last} is done`, page);
          // A name that no cell above has declared has the value of one below, if that has run.
          holds(
            !isDone || value.includes("-") || values[index] === value,
            `c${index} is ${value}, not ${values[index]}`,
            page,
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
