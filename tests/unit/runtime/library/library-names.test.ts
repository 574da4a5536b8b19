import { expect, it } from "vitest";
import { LIBRARY_NAMES } from "../../../../src/protocol/library-names.ts";
import { Controls } from "../../../../src/runtime/library/controls.ts";
import { createLectern } from "../../../../src/runtime/library/lectern.ts";
import { Outbox } from "../../../../src/runtime/output/outbox.ts";

it("the names that lessons are checked against are those of the library", () => {
  const outbox = new Outbox(() => undefined);
  // Neither is used before a function is called.
  const [datasets, files, explorer] = [Object.create(null), Object.create(null), Object.create(null)];
  const library = createLectern(outbox, datasets, files, explorer, new Controls(outbox));
  expect(Object.keys(library).toSorted()).toEqual([...LIBRARY_NAMES].toSorted());
});
