import { describe, expect, it } from "vitest";
import { OwnIds } from "../../../../src/page/saving/own-ids.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define } from "../notebook/scripted-host.ts";

/** Two tabs with the same lesson, whose author has called a cell as the reader's are called. */
function openTabs() {
  let last = 0;
  const store = {
    read: () => last,
    write: (number: number) => {
      last = number;
    },
  };
  const tab = () => {
    const { notebook } = openNotebook([define("a"), define("mine-2")]);
    return { notebook, ids: new OwnIds(notebook, store) };
  };
  return [tab(), tab()] as const;
}

describe("the ids of the reader's cells", () => {
  it("differ between tabs, and from the author's", () => {
    const [one, two] = openTabs();
    expect([one.ids.next(), two.ids.next(), one.ids.next(), two.ids.next()]).toEqual([
      "mine-1",
      "mine-3",
      "mine-4",
      "mine-5",
    ]);
  });

  it("are not given twice where storage is denied", () => {
    const [{ notebook }] = openTabs();
    const ids = new OwnIds(notebook, { read: () => 0, write: () => undefined });
    expect([ids.next(), ids.next()]).toEqual(["mine-1", "mine-3"]);
  });

  it("are those of a file, unless a cell has them here or in another tab", () => {
    const [one, two] = openTabs();
    expect(one.ids.adopt(cellId("mine-4"))).toBe("mine-4");
    expect(two.ids.adopt(cellId("mine-4"))).toBe("mine-5");
    expect(two.ids.adopt(cellId("mine-3"))).toBe("mine-6");
    expect(two.ids.adopt(cellId("a"))).toBe("mine-7");
    expect(two.ids.adopt(cellId("other"))).toBe("other");
    expect(two.ids.adopt(cellId(`mine-${"9".repeat(9)}`))).toBe("mine-8");
    expect(two.ids.next()).toBe("mine-9");
  });
});
