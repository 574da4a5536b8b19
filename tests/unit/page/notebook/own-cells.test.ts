import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anchored,
  inOrder,
  insert,
  move,
  type OwnCell,
  type OwnCells,
  remove,
} from "../../../../src/page/notebook/own-cells.ts";
import { cellId } from "./scripted-host.ts";

const authors = ["a", "b"].map(cellId);
const own = (id: string): Pick<OwnCell, "id" | "kind"> => ({ id: cellId(id), kind: "code" });
const order = (cells: OwnCells): string => inOrder(anchored(cells, authors), authors).join(" ");

describe("own cells", () => {
  it("are directly above or below the cell that they were added beside", () => {
    let cells = insert([], own("x"), cellId("a"), "below");
    cells = insert(cells, own("y"), cellId("a"), "below");
    expect(order(cells)).toBe("a y x b");
    cells = insert(cells, own("z"), cellId("a"), "above");
    cells = insert(cells, own("w"), cellId("a"), "above");
    expect(order(cells)).toBe("z w a y x b");
    cells = insert(cells, own("v"), cellId("x"), "above");
    cells = insert(cells, own("u"), cellId("x"), "below");
    expect(order(cells)).toBe("z w a y v x u b");
    expect(order(remove(cells, cellId("v")))).toBe("z w a y x u b");
  });

  it("are at the end if the author has removed the cell beside them", () => {
    const cells = insert([], own("x"), cellId("gone"), "above");
    expect(order(cells)).toBe("a b x");
  });

  it("move past each other, the author's cells, and the text between these", () => {
    let cells = insert([], own("x"), cellId("b"), "below");
    cells = insert(cells, own("y"), cellId("x"), "below");
    const seen = [order(cells)];
    const places: string[] = [];
    for (let step = 0; step < 6; step += 1) {
      cells = move(cells, authors, cellId("y"), "up");
      seen.push(order(cells));
      const { anchor, side } = cells.find(({ id }) => id === "y") ?? {};
      places.push(`${side} ${anchor}`);
    }
    expect([...new Set(seen)]).toEqual(["a b x y", "a b y x", "a y b x", "y a b x"]);
    expect([...new Set(places)]).toEqual(["below b", "above b", "below a", "above a"]);
  });

  it("come back to where they were when they are moved up and down again", () => {
    const places = fc.array(fc.record({ beside: fc.nat(20), below: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        places,
        fc.nat(5),
        fc.constantFrom("up" as const, "down" as const),
        (added, which, direction) => {
          let cells: OwnCells = [];
          for (const { beside, below } of added) {
            const all = inOrder(cells, authors);
            const id = cellId(`mine-${cells.length + 1}`);
            cells = insert(
              cells,
              { id, kind: "note" },
              all[beside % all.length] ?? cellId("a"),
              below ? "below" : "above",
            );
          }
          const { id } = cells[which % cells.length] ?? own("none");
          const moved = move(cells, authors, id, direction);
          if (moved === cells) return;
          const back = move(moved, authors, id, direction === "up" ? "down" : "up");
          expect(order(back)).toBe(order(cells));
          expect(back.find((cell) => cell.id === id)).toEqual(cells.find((cell) => cell.id === id));
        },
      ),
    );
  });
});
