import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ENDED, PATIENCE } from "../cells.ts";
import { type Attack, armed, asCell, mark } from "../wall/attack.ts";
import { type Exhaustion, exhaustions } from "../wall/attacks/exhaustion.ts";
import { frameLeaks, parentAttacks } from "../wall/attacks/frame.ts";
import { networkAttacks } from "../wall/attacks/network.ts";
import { recoveryAttacks } from "../wall/attacks/recovery.ts";
import { storageAttacks } from "../wall/attacks/storage.ts";
import { runInWorker } from "../wall/walled-page.ts";
import { openWitness, type Witness } from "../wall/witness.ts";
import { describeEngine } from "./describe-engine.ts";
import type { Engine, EnginePage } from "./engine.ts";
import { type NotebookPage, openNotebook } from "./notebook-page.ts";

/** Names of attacks that have a different outcome in an engine. */
export interface Differences {
  /** They do nothing even without the wall, because the engine does not have what they use. */
  readonly lacks: readonly string[];
  /** They store something, in an opaque origin and so out of reach later, where the runtime has taken nothing away. */
  readonly keptInBareWorkers?: readonly string[];
}

/** Firefox logs the promises that it leaves behind one by one. */
const REJECTIONS: Exhaustion = {
  name: "rejections without a pause",
  end: "itself",
  control: "blocked",
  code: `for (;;) Promise.reject(new Error("rejected"));`,
};

/** Of these no code of the runtime's makes the promises. */
const THROWN: Exhaustion = {
  name: "async functions that throw without a pause",
  end: "itself",
  control: "blocked",
  code: `async function fail() { throw new Error("thrown"); }
for (;;) fail();`,
};

const FLOODS: readonly Exhaustion[] = [
  REJECTIONS,
  THROWN,
  {
    name: "executors that reject without a pause",
    end: "itself",
    control: "blocked",
    code: `for (;;) new Promise((_, reject) => reject(new Error("rejected")));`,
  },
  {
    name: "callbacks that throw",
    end: "itself",
    control: "blocked",
    code: `for (;;) { Promise.resolve().then(() => { throw new Error("thrown"); }); await null; }`,
  },
  {
    name: "callbacks that throw and call each other",
    end: "stop",
    control: "blocked",
    code: `function fail() { return Promise.resolve().then(() => { fail(); throw new Error("thrown"); }); }
fail();
await new Promise(() => undefined);`,
  },
];

/** The longest that an attack may take that uses up what it can, in ms: these engines need longer than Chromium. */
const ENDURANCE = 240_000;

const IMPORTS = `import { plot, progress, show } from "lectern";\n`;

/**
 * The attacks of `../wall` in another engine. What they must not achieve is the same as in Chromium; fewer things are
 * checked after each, and exhaustion has no controls here, since a naive notebook is hung by a loop in every engine.
 */
export function describeWall(engine: Engine, { lacks, keptInBareWorkers = [] }: Differences): void {
  describeEngine(engine, (browser) => {
    let witness: Witness;
    let wall: NotebookPage;

    beforeAll(async () => {
      witness = await openWitness();
      wall = await openNotebook(await browser().newPage(), "wall");
      await wall.pressUntil("next", ["done"]);
    });
    afterAll(() => witness.close());

    const restart = async (): Promise<void> => {
      await wall.pressButton("Restart");
      await wall.untilRuntime("ready");
    };
    const expectWell = async (): Promise<void> => {
      expect(await wall.run("next", "1234 + 4321")).toContain("5555");
      expect(await wall.page.popups()).toBe(0);
    };
    /** Runs all attacks at once in the frame, as if a reader's code had come to run there. */
    const runInFrame = (attacks: readonly Attack[]): Promise<readonly string[]> =>
      evaluateAll(
        (expression) => wall.page.evaluateInFrame(expression),
        attacks.map((attack) => outcomeOf(armed(attack, witness))),
      );
    /** Runs each in a worker of the frame from which the runtime has taken nothing away. */
    const runInBareWorkers = (attacks: readonly Attack[]): Promise<readonly string[]> =>
      evaluateAll(
        (expression) => wall.page.evaluateInFrame(expression),
        attacks.map((attack) => `(${runInWorker})(${JSON.stringify(armed(attack, witness))})`),
      );

    describe("a cell reaches no server by", () => {
      for (const attack of networkAttacks) {
        test(attack.name, async () => {
          const output = await wall.run("attack", asCell(attack, witness));
          expect(output).toContain("begun");
          expect(output).toMatch(/refused|outcome/);
          expect(witness.seen(mark(attack))).toBe(0);
        });
      }

      test("any of these from a worker from which nothing was taken away", async () => {
        const outcomes = await runInBareWorkers(networkAttacks);
        for (const outcome of outcomes) expect(outcome).toMatch(/refused|outcome/);
        expect(witness.connections()).toBe(0);
        await expectWell();
      });
    });

    describe("a cell keeps nothing in", () => {
      for (const attack of storageAttacks) {
        test(attack.name, async () => {
          const output = await wall.run("attack", asCell(attack, witness));
          expect(output).toMatch(/refused|outcome/);
          expect(output).not.toContain("kept");
        });
      }

      test("any of these from the frame, or a worker from which nothing was taken away", async () => {
        // What was refused may quote the source.
        const kept = (outcomes: readonly string[]) =>
          storageAttacks
            .filter((_, index) => /^outcome:.*kept/.test(outcomes[index] ?? ""))
            .map(({ name }) => name);
        expect(kept(await runInFrame(storageAttacks))).toEqual([]);
        expect(kept(await runInBareWorkers(storageAttacks))).toEqual(keptInBareWorkers);
        await expectWell();
      });
    });

    describe("the frame", () => {
      test("cannot touch the page", async () => {
        const outcomes = await runInFrame(parentAttacks);
        for (const outcome of outcomes) expect(outcome).toContain("refused");
        await expectWell();
      });

      test("sends nothing by elements and requests", async () => {
        await runInFrame(frameLeaks.filter(({ navigates }) => navigates !== true));
        expect(witness.seen("/")).toBe(0);
      });

      for (const attack of frameLeaks.filter(({ navigates }) => navigates === true)) {
        test(`sends nothing by ${attack.name}`, async () => {
          const address = await wall.page.evaluate("location.href");
          await navigateFrame(wall.page, armed(attack, witness));
          expect(witness.seen(mark(attack))).toBe(0);
          expect(await wall.page.evaluate("location.href")).toBe(address);
          // The frame's document may be replaced, and the runtime gone with it.
          await restart();
        });
      }

      test("is what it was afterwards, and nothing came late", async () => {
        await expectWell();
        expect(witness.seen("/")).toBe(0);
      });
    });

    describe("what was taken from the cells is not found again by", () => {
      for (const attack of recoveryAttacks) {
        test(attack.name, async () => {
          const output = await wall.run("attack", asCell(attack, witness));
          const outcome =
            attack.outcome === undefined
              ? output
              : await wall.run("attack", `console.log("outcome: " + ${attack.outcome})`);
          expect(outcome).toMatch(/^outcome:\s*$/m);
          await restart();
        });
      }
    });

    describe("the page stays well and can go on after", () => {
      for (const attack of [...exhaustions, ...FLOODS]) {
        test(attack.name, async () => {
          await wall.write("attack", IMPORTS + attack.code);
          await wall.pressUntil("attack", ["running", ...ENDED], ENDURANCE);
          expect(await wall.page.evaluate("1 + 1")).toBe(2);
          await endOf(attack, wall);
          // It was ended, which is another failure than one of the cell's.
          if (FLOODS.includes(attack) && attack.end === "itself") await wall.untilRuntime("lost");
          expect(await wall.page.evaluate(SIZE)).toEqual({ isCrowded: false, isLong: false });
          await expectWell();
        });
      }
    });

    describe("the control: without the wall", () => {
      let free: EnginePage;
      beforeAll(async () => {
        free = await browser().newPage();
        await openFree();
      });
      const openFree = () => free.open(`${witness.http}/free/page`);
      const works = ({ name }: Attack): boolean => !lacks.includes(name);

      test("a server is reached by each", async () => {
        const attacks = networkAttacks.filter(works);
        // Datagrams do not say which attack they belong to, so those that send some come last, one by one.
        const isDatagram = ({ name }: Attack): boolean => ["WebRTC", "WebTransport"].includes(name);
        await runFreely(
          free,
          attacks.filter((attack) => !isDatagram(attack)),
          witness,
        );
        await expectSeen(
          attacks.filter((attack) => !isDatagram(attack)),
          witness,
        );
        for (const attack of attacks.filter(isDatagram)) {
          witness.forgetDatagrams();
          await runFreely(free, [attack], witness);
          await expectSeen([attack], witness);
        }
      });

      test("something is kept in each storage", async () => {
        const attacks = storageAttacks.filter(works);
        const outcomes = await runFreely(free, attacks, witness);
        expect(attacks.filter((_, index) => !outcomes[index]?.includes("kept"))).toEqual([]);
      });

      test("the frame reaches the page by each", async () => {
        await openFree();
        const attacks = parentAttacks.filter(works);
        const outcomes = await runFreely(free, attacks, witness);
        for (const outcome of outcomes) expect(outcome).toContain("touched");
      });

      test("the frame sends something by each", async () => {
        await openFree();
        witness.forgetDatagrams();
        const attacks = frameLeaks.filter(works);
        await runFreely(
          free,
          attacks.filter(({ navigates }) => navigates !== true),
          witness,
        );
        for (const attack of attacks.filter(({ navigates }) => navigates === true)) {
          await openFree();
          await navigateFrame(free, armed(attack, witness));
        }
        await expectSeen(attacks, witness);
      });

      test("something is found by each", async () => {
        await openFree();
        const attacks = recoveryAttacks.filter(works);
        for (const outcome of await runFreely(free, attacks, witness)) {
          expect(outcome).not.toBe("");
          expect(outcome).not.toMatch(/refused|never ended|walked nowhere/);
        }
      });
    });
  });
}

/** Whether the page has grown beyond what the limits on outputs allow. */
const SIZE = `({
  isCrowded: document.querySelectorAll("*").length > 20_000,
  isLong: document.body.textContent.length > 2_000_000,
})`;

async function endOf({ end }: Exhaustion, wall: NotebookPage): Promise<void> {
  if (end === "stop") {
    // The page draws while the attack runs.
    await wall.page.evaluate(DRAW_60_FRAMES);
    expect(await wall.status("attack")).toBe("running");
    expect(await wall.pressUntil("attack", ENDED, ENDURANCE)).toBe("stopped");
  } else {
    const status = () => Promise.race([wall.status("attack"), afterAWhile("no answer")]);
    await expect.poll(status, { timeout: ENDURANCE }).toMatch(/done|failed/);
  }
}

/** Firefox leaves some questions unanswered that are asked during a flood. */
function afterAWhile(answer: string): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve(answer), 3000));
}

const DRAW_60_FRAMES = `(async () => {
  for (let frame = 0; frame < 60; frame += 1) await new Promise(requestAnimationFrame);
})()`;

/** An expression for what the script returns, or for why it was refused. */
function outcomeOf(source: string): string {
  return `(async () => {\n${source}\n})().then((outcome) => "outcome: " + outcome, (error) => "refused: " + error)`;
}

async function evaluateAll(
  evaluate: (expression: string) => Promise<unknown>,
  expressions: readonly string[],
): Promise<readonly string[]> {
  const outcomes = await evaluate(`Promise.all([${expressions.join(",\n")}])`);
  return (outcomes as readonly unknown[]).map(String);
}

/** Runs a script that may replace the document of the frame, and so is not waited for. */
async function navigateFrame(page: EnginePage, source: string): Promise<void> {
  await page.evaluateInFrame(`void setTimeout(() => void ${outcomeOf(source)}, 0)`);
  await new Promise((resolve) => setTimeout(resolve, 600));
}

/** Runs the attacks where their controls say, at once, and resolves to their outcomes. */
async function runFreely(
  free: EnginePage,
  attacks: readonly Attack[],
  witness: Witness,
): Promise<readonly string[]> {
  const sources = (where: Attack["control"]) =>
    attacks.filter(({ control }) => control === where).map((attack) => armed(attack, witness));
  const here = [
    ...sources("page").map(outcomeOf),
    ...sources("worker").map((source) => within(`runInWorker(${JSON.stringify(source)})`)),
  ];
  const inFrame = sources("frame").map(outcomeOf);
  return [
    ...(await evaluateAll((expression) => free.evaluate(expression), here)),
    ...(inFrame.length === 0
      ? []
      : await evaluateAll((expression) => free.evaluateInFrame(expression), inFrame)),
  ];
}

function within(expression: string): string {
  return `Promise.race([${expression}, new Promise((end) => setTimeout(() => end("never ended"), ${ENDURANCE}))])`;
}

async function expectSeen(attacks: readonly Attack[], witness: Witness): Promise<void> {
  const unseen = () => attacks.filter((attack) => witness.seen(mark(attack)) === 0).map(({ name }) => name);
  await expect.poll(unseen, { timeout: PATIENCE, interval: 200 }).toEqual([]);
}
