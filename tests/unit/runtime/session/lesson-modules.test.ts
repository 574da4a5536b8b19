import { afterAll, beforeAll, expect, test } from "vitest";
import { NOT_DECLARED } from "../../../../src/protocol/lesson-file.ts";
import { type OpenSession, openSession } from "./open-session.ts";

/** As the build bundles modules. */
const modules = (factor: number) => `"use strict";
  let lectern = require("lectern");
  const module0 = { double: (x) => ${factor} * x, say: (text) => lectern.show(text), get later() { return 7; } };
  exports.modules = new Map([["./lib/double", module0]]);`;

let page: OpenSession;
let content: string | null = modules(2);
let answered = 0;
let answering: ReturnType<typeof setInterval>;

beforeAll(async () => {
  page = await openSession();
  answering = setInterval(() => {
    const needs = page.events.flatMap((event) => (event.type === "need-file" ? [event] : []));
    for (const { request, path } of needs.slice(answered)) {
      answered += 1;
      expect(path).toBe("lectern-modules.js");
      if (content === null)
        page.session.handle({ type: "file-failed", request, message: `${NOT_DECLARED} "${path}".` });
      else page.session.handle({ type: "file", request, bytes: new Uint8Array(Buffer.from(content)).buffer });
    }
  }, 2);
});
afterAll(() => {
  clearInterval(answering);
  return page.close();
});

async function run(source: string) {
  const id = page.send("a", source);
  return { end: await page.ended(id), text: page.text(id) };
}

test("a cell imports a module of the lesson, which uses the library", async () => {
  const { end, text } = await run(
    `import { double, say, later as seven } from "./lib/double";\nimport * as all from "./lib/double";\nsay("hello"); console.log(double(4), seven, Object.keys(all).length);`,
  );
  expect(end).toMatchObject({ type: "done" });
  expect(text).toBe("hello\n8 7 3");
  // For both imports.
  expect(answered).toBe(1);
});

test("a name that it does not export is an error with a suggestion", async () => {
  expect((await run(`import { duoble } from "./lib/double";\nduoble;`)).end).toMatchObject({
    type: "failed",
    error: {
      message: expect.stringContaining(
        'The module "./lib/double" has no export named "duoble". Did you mean `double`?',
      ),
    },
  });
});

test("an edited module counts from the next import on", async () => {
  content = modules(10);
  expect((await run(`import { double } from "./lib/double";\nconsole.log(double(4));`)).text).toBe("40");
});

test("a module that fails says so", async () => {
  content = 'throw new TypeError("not today");';
  expect((await run(`import { double } from "./lib/double";\ndouble;`)).end).toMatchObject({
    type: "failed",
    error: { name: "TypeError", message: "not today" },
  });
});

test("it reaches no other modules than cells do", async () => {
  content = 'require("node:fs"); exports.modules = new Map();';
  expect((await run(`import { a } from "./lib/double";\na;`)).end).toMatchObject({
    type: "failed",
    error: { message: 'There is no module "node:fs" in the sandbox of cells.' },
  });
});

test("a lesson without modules says what cells can import", async () => {
  content = null;
  expect((await run(`import { a } from "./lib/double";\na;`)).end).toMatchObject({
    type: "failed",
    error: { message: expect.stringContaining('There is no module "./lib/double" here. A cell can import') },
  });
});
