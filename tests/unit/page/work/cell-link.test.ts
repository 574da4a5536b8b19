import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLink, writeLink } from "../../../../src/page/work/cell-link.ts";
import { cellId } from "../notebook/scripted-host.ts";

const cell = cellId("train");

async function link(source: string): Promise<string> {
  const fragment = await writeLink({ cell, source });
  if (fragment === null) throw new Error("The code is too long.");
  return fragment;
}

/** The text packed as a link does it, however long it is. */
async function packed(source: string): Promise<string> {
  const stream = new Blob([source]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url");
}

describe("a link to a cell", () => {
  it("carries any code", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 300 }), async (text) => {
        const source = text.replaceAll("\r\n", "\n");
        expect(await readLink(await link(source))).toEqual({ type: "cell", linked: { cell, source } });
      }),
    );
  });

  it("is only what programs leave in a link, and short", async () => {
    const fragment = await link(`const x = "<&>'#%?" // ${"learning rate ".repeat(200)}`);
    expect(fragment).toMatch(/^#cell=train&v=1&code=[\w-]+$/);
    expect(fragment.length).toBeLessThan(200);
  });

  it("is not made of code that is too long for it", async () => {
    const digits = Array.from({ length: 20_000 }, (_, index) => ((index * 7919) % 65_537).toString(36));
    expect(await writeLink({ cell, source: digits.join("") })).toBeNull();
    expect(await writeLink({ cell, source: "0".repeat(100_001) })).toBeNull();
  });

  it("is not one if the address has a different fragment", async () => {
    for (const fragment of ["", "#", "#cell-train", "#convolution", "#only&cell=x"])
      expect(await readLink(fragment)).toEqual({ type: "none" });
  });

  it.each([
    "#cell=",
    "#cell=train",
    "#cell=train&v=1",
    "#cell=train&v=1&code=",
    "#cell=train&v=0&code=AAAA",
    "#cell=train&v=1&code=%00%ff",
    "#cell=train&v=1&code=!!!",
    "#cell=<img src=x onerror=alert(1)>&v=1&code=AwA",
    "#cell=__proto__&v=1&code=AAAA",
  ])("is refused if it is damaged: %s", async (fragment) => {
    expect(await readLink(fragment)).toMatchObject({
      type: "refused",
      message: expect.stringMatching(/damaged/),
    });
  });

  it("is refused if it was shortened, anywhere", async () => {
    const whole = await link("const rate = 0.01;\nconsole.log(rate, 'a text that is not repeated');");
    for (let length = whole.indexOf("code=") + 5; length < whole.length - 1; length += 1)
      expect((await readLink(whole.slice(0, length))).type).toBe("refused");
  });

  it("is refused if it comes from a newer version, or is longer than links are", async () => {
    const message = async (fragment: string) => {
      const read = await readLink(fragment);
      return read.type === "refused" ? read.message : "";
    };
    expect(await message("#cell=train&v=2&code=AAAA")).toContain("newer version");
    expect(await message(`#cell=train&v=1&code=${"A".repeat(9000)}`)).toContain("longer than");
  });

  it("does not unpack to more than a cell, whatever it contains", async () => {
    const code = await packed("0".repeat(5_000_000));
    expect(code.length).toBeLessThan(8000);
    expect((await readLink(`#cell=train&v=1&code=${code}`)).type).toBe("refused");
  });
});
