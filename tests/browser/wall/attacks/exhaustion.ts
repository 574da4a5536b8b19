/**
 * Attacks on the reader's patience and memory: output without an end, work without an end, memory without an end.
 * `code` is the text of a cell; without the wall it is the body of an async function with the same names in scope.
 */
export interface Exhaustion {
  readonly name: string;
  readonly code: string;
  /** How the run comes to an end: by itself or by Stop. */
  readonly end: "itself" | "stop";
  /**
   * What it comes to without the wall. `flooded`: a page that takes in what its worker sends has got thousands of
   * messages, or one of enormous length. `blocked`: a notebook that runs cells on its own thread runs no other one any
   * more. `littered`: thousands of errors have reached the page.
   */
  readonly control: "flooded" | "blocked" | "littered";
}

export const exhaustions: readonly Exhaustion[] = [
  {
    name: "hundreds of thousands of lines",
    end: "itself",
    control: "flooded",
    code: `for (let line = 0; line < 300_000; line += 1) console.log("line " + line);`,
  },
  {
    name: "lines from tasks, without an end",
    end: "stop",
    control: "flooded",
    code: `
      for (;;) {
        for (let line = 0; line < 1000; line += 1) console.log("line " + line);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }`,
  },
  {
    name: "lines from microtasks, without an end",
    end: "stop",
    control: "flooded",
    code: `for (let line = 0; ; line += 1) { console.log("line " + line); await null; }`,
  },
  {
    name: "one line of 50 million letters",
    end: "itself",
    control: "flooded",
    code: `console.log("x".repeat(50_000_000));`,
  },
  {
    name: "errors, warnings and tables in turn",
    end: "itself",
    control: "flooded",
    code: `for (let turn = 0; turn < 30_000; turn += 1) { console.error("e"); console.warn("w"); console.table([{ a: turn }]); }`,
  },
  {
    name: "thousands of shown values",
    end: "itself",
    control: "flooded",
    code: `const row = Array.from({ length: 200 }, (_, index) => ({ index, name: "n".repeat(50) }));
for (let turn = 0; turn < 30_000; turn += 1) show(turn % 100 === 0 ? row : turn);`,
  },
  {
    name: "thousands of charts",
    end: "itself",
    control: "flooded",
    code: `for (let turn = 0; turn < 20_000; turn += 1) plot([{ y: [1, 2, turn] }]);`,
  },
  {
    name: "progress without an end",
    end: "stop",
    control: "flooded",
    code: `const bars = Array.from({ length: 100 }, (_, index) => progress(1e9, "bar " + index));
for (let step = 0; ; step += 1) { for (const update of bars) update(step, "x".repeat(500)); await null; }`,
  },
  {
    name: "outputs that say something else than the runtime meant",
    end: "itself",
    control: "flooded",
    code: `const long = "<img src=x onerror=alert(1)>".repeat(60_000);
Object.prototype.toJSON = function () { return typeof this.text === "string" || this.type ? { ...this, text: long, label: long, message: long, value: { kind: "primitive", type: long, text: long } } : this; };
try { for (let turn = 0; turn < 2000; turn += 1) { console.log(turn); show(turn); } } finally { delete Object.prototype.toJSON; }`,
  },
  {
    name: "a flood of rejections",
    end: "itself",
    control: "littered",
    code: `for (let turn = 0; turn < 100; turn += 1) {
  for (let each = 0; each < 1000; each += 1) Promise.reject(new Error("rejected"));
  await new Promise((resolve) => setTimeout(resolve, 0));
}`,
  },
  {
    name: "rejections without an end",
    end: "itself",
    control: "littered",
    code: `for (;;) {
  for (let each = 0; each < 1000; each += 1) Promise.reject(new Error("rejected"));
  await new Promise((resolve) => setTimeout(resolve, 0));
}`,
  },
  {
    name: "a flood of uncaught errors",
    end: "itself",
    control: "littered",
    code: `for (let turn = 0; turn < 20_000; turn += 1) setTimeout(() => { throw new Error("uncaught"); }, 0);
await new Promise((resolve) => setTimeout(resolve, 1500));`,
  },
  {
    name: "an endless loop",
    end: "stop",
    control: "blocked",
    code: `for (;;) {}`,
  },
  {
    name: "endless microtasks",
    end: "stop",
    control: "blocked",
    code: `const again = () => Promise.resolve().then(again);
await again();`,
  },
  {
    name: "an endless await",
    end: "stop",
    control: "blocked",
    code: `for (;;) await null;`,
  },
  {
    name: "a wait that blocks the thread",
    end: "stop",
    control: "blocked",
    code: `const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
const cells = new Int32Array(memory.buffer);
for (;;) { try { Atomics.wait(cells, 0, 0); } catch { /* not on a main thread, which is blocked by this loop as well */ } }`,
  },
  {
    name: "a search that takes for ever",
    end: "stop",
    control: "blocked",
    // Some engines give up a search after a while.
    code: `for (;;) { try { /^(a+)+$/.test("a".repeat(64) + "b"); } catch { /* once more */ } }`,
  },
  {
    name: "a promise that never settles",
    end: "stop",
    control: "blocked",
    code: `await new Promise(() => undefined);`,
  },
  {
    name: "recursion without an end",
    end: "itself",
    control: "blocked",
    code: `function deeper(depth) { return deeper(depth + 1) + 1; }
deeper(0);`,
  },
  {
    name: "built-ins that are taken apart",
    end: "stop",
    control: "blocked",
    code: `JSON.stringify = () => "{}";
JSON.parse = () => { throw new Error("no"); };
Promise.prototype.then = function () { return new Promise(() => undefined); };
Array.prototype.push = Array.prototype.map = Array.prototype[Symbol.iterator] = () => { throw new Error("no"); };
String.prototype.slice = String.prototype.split = () => { throw new Error("no"); };
Map.prototype.get = Map.prototype.set = Set.prototype.add = () => undefined;
await new Promise(() => undefined);`,
  },
];

export type MemoryBomb = Pick<Exhaustion, "name" | "code">;

/** Memory without an end: the process ends. Without the wall it is the page's. */
export const memoryBombs: readonly MemoryBomb[] = [
  {
    name: "lists without an end",
    code: `const kept = [];
for (;;) kept.push(new Array(1_000_000).fill(kept.length));`,
  },
  {
    name: "buffers without an end",
    code: `const kept = [];
for (;;) { try { kept.push(new Uint8Array(100_000_000).fill(1)); } catch { kept.push(new Array(1_000_000).fill(1.5)); } }`,
  },
  {
    name: "strings without an end",
    code: `const kept = [];
// A repeated string takes memory only once one of its characters is read.
for (let turn = 0; ; turn += 1) { kept.push((turn + "x").repeat(5_000_000)); kept[turn].charCodeAt(3); }`,
  },
];
