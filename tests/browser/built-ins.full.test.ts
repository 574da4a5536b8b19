import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import { ENDED, pressUntil, shown, untilLive, untilRuntime, write } from "./cells.ts";

/** What a cell may do to the built-in objects of the language, each on its own runtime. */
const PATCHES: readonly string[] = [
  `Array.prototype.push = () => { throw new Error("push"); };`,
  `Array.prototype.push = function () { return this.length; };`,
  `Array.prototype.pop = Array.prototype.shift = Array.prototype.at = () => undefined;`,
  `Array.prototype.map = Array.prototype.filter = Array.prototype.flatMap = () => undefined;`,
  `Array.prototype.find = Array.prototype.some = Array.prototype.every = () => false;`,
  `Array.prototype.forEach = Array.prototype.reduce = () => { throw new Error("each"); };`,
  `Array.prototype[Symbol.iterator] = function* () {};`,
  `Array.prototype[Symbol.iterator] = () => { throw new Error("iterator"); };`,
  `Array.prototype.join = Array.prototype.slice = Array.prototype.includes = () => "";`,
  `Array.prototype.sort = Array.prototype.toSorted = Array.prototype.concat = () => [];`,
  `String.prototype.replace = String.prototype.replaceAll = () => "";`,
  `String.prototype.split = String.prototype.slice = () => { throw new Error("split"); };`,
  `String.prototype.charCodeAt = String.prototype.codePointAt = () => 0;`,
  `String.prototype.startsWith = String.prototype.includes = String.prototype.trim = () => false;`,
  `String.prototype.match = String.prototype.matchAll = String.prototype.repeat = () => null;`,
  `String.prototype.toString = Number.prototype.toString = () => "x";`,
  `String.prototype[Symbol.iterator] = function* () {};`,
  `Promise.prototype.then = () => new Promise(() => undefined);`,
  `Promise.prototype.then = () => { throw new Error("then"); };`,
  `Promise.prototype.then = undefined; Promise.prototype.catch = undefined;`,
  `Promise.prototype.constructor = class {};`,
  `Promise.resolve = Promise.all = Promise.race = () => new Promise(() => undefined);`,
  `Object.prototype.then = (resolve) => resolve("forged");`,
  `Object.defineProperty(Object.prototype, "value", { configurable: true, set() { throw new Error("value"); } });`,
  `JSON.stringify = () => "{}";`,
  `JSON.parse = () => { throw new Error("parse"); };`,
  `Object.prototype.toJSON = () => "forged";`,
  `String.prototype.toJSON = Array.prototype.toJSON = () => "forged";`,
  `Object.prototype.get = () => 1;`,
  `Object.defineProperty(Array.prototype, "0", { configurable: true, set() {} });`,
  `Object.entries = Object.keys = Object.assign = () => [];`,
  `Object.defineProperty = Reflect.defineProperty = () => { throw new Error("define"); };`,
  `Object.create = Object.getPrototypeOf = Object.hasOwn = () => null;`,
  `Map.prototype.get = Map.prototype.set = Map.prototype.has = () => undefined;`,
  `Map.prototype[Symbol.iterator] = Map.prototype.values = function* () {};`,
  `Set.prototype.add = Set.prototype.has = WeakMap.prototype.get = () => undefined;`,
  `RegExp.prototype.exec = RegExp.prototype.test = () => null;`,
  `RegExp.prototype[Symbol.replace] = RegExp.prototype[Symbol.split] = () => { throw new Error("regexp"); };`,
  `Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => undefined;`,
  `Reflect.get = Reflect.has = Reflect.apply = Reflect.ownKeys = () => undefined;`,
  `Math.min = Math.max = Math.floor = Number.isInteger = Array.isArray = () => false;`,
  `globalThis.Array = globalThis.Map = globalThis.String = globalThis.Error = undefined;`,
  `delete Array.prototype.push; delete String.prototype.slice; delete Map.prototype.set;`,
];

/** What cannot be put back, or is needed before it can. */
const FOR_GOOD: readonly string[] = [
  `globalThis.Promise = class {};`,
  `Object.defineProperty(Array.prototype, "push", { value: () => { throw new Error("push"); }, configurable: false });`,
  `Object.defineProperty(String.prototype, "slice", { value: () => "", configurable: false, writable: false });`,
  `Object.defineProperty(Map.prototype, "get", { value: () => undefined, configurable: false });`,
];

const RESTART = "press Restart at the top of the page";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await (await browser.newContext()).newPage();
  await page.goto(`${inject("site")}lessons/notebook/?backend=cpu`);
  await untilLive(page);
});

afterAll(closePages);

beforeEach(async () => {
  await page.getByRole("button", { name: "Restart" }).click();
  await untilRuntime(page, "ready");
});

/** Runs the source in a cell of its own, and resolves to how it ends and what it shows. */
async function run(id: string, source: string): Promise<{ status: string; text: string }> {
  await write(page, id, source);
  const status = await pressUntil(page, id, ENDED);
  return { status, text: await shown(page, id) };
}

for (const patch of PATCHES) {
  test(`cells run as before after ${patch}`, async () => {
    await run("prepare", patch);
    const imported = `import { imshow } from "lectern";`;
    expect(
      await run("fit", `${imported}\nconst n: number = 3;\nconsole.log("printed", { n });\nn + 1`),
    ).toMatchObject({
      status: "done",
      text: expect.stringMatching(/printed \{ n: 3 \}[\s\S]*4/),
    });
    const failed = await run("fails", "const m = 1;\nnowhere + m;");
    expect(failed.status).toBe("failed");
    expect(failed.text).toMatch(/ReferenceError: nowhere is not defined[\s\S]*Line 2/);
  });
}

for (const patch of FOR_GOOD) {
  test(`a cell ends, and what is wrong offers a restart, after ${patch}`, async () => {
    await run("prepare", patch);
    const { status, text } = await run("fit", "1 + 1");
    if (status === "done") expect(text).toContain("2");
    else expect(text).toContain(RESTART);
    expect(text).not.toContain("Line 1");
  });
}

test("an error that TensorFlow.js owes to a replaced member offers a restart", async () => {
  await run("prepare", `Array.prototype.map = () => { throw new TypeError("map"); };`);
  const { status, text } = await run(
    "fit",
    `import * as tf from "@tensorflow/tfjs";\ntf.tensor([1, 2]).reshape([2, 1]).transpose()`,
  );
  expect(status).toBe("failed");
  expect(text).toContain("A cell has changed Array.prototype.map");
  expect(text).toContain(RESTART);
});
