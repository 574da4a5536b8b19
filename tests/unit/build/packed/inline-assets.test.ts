import { describe, expect, test } from "vitest";
import { inlineAssets } from "../../../../src/build/packed/inline-assets.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const folder = () => temporaryFolder({ "a picture.svg": "<svg/>", "rows.csv": "1,2" });
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("in a single file", () => {
  test("pictures are part of the page", async () => {
    expect(await inlineAssets('<p><img src="a%20picture.svg" alt="A > B"></p>', await folder())).toBe(
      `<p><img src="data:image/svg+xml;base64,${base64("<svg/>")}" alt="A > B"></p>`,
    );
  });

  test.each(['alt="x > 3"', "alt='x > 3'"])("pictures are part of the page after %s", async (alt) => {
    expect(await inlineAssets(`<img ${alt} src="a%20picture.svg">`, await folder())).toBe(
      `<img ${alt} src="data:image/svg+xml;base64,${base64("<svg/>")}">`,
    );
  });

  test("links to files download them under their names", async () => {
    expect(await inlineAssets('<a href="rows.csv">rows</a>', await folder())).toBe(
      `<a href="data:text/csv;base64,${base64("1,2")}" download="rows.csv">rows</a>`,
    );
  });

  test("links to other lessons lead to their files", async () => {
    expect(
      await inlineAssets('<a href="../other%20one/#id">x</a><a href="../other/">y</a>', await folder()),
    ).toBe('<a href="other%20one.html#id">x</a><a href="other.html">y</a>');
  });

  test("references to other lessons are text", async () => {
    const own = '<a href="#fig-a" class="reference">Figure 1</a>';
    expect(
      await inlineAssets(
        `<a href="../other/#fig-a" class="reference">Figure 1 in “O”</a>${own}`,
        await folder(),
      ),
    ).toBe(`<a  class="reference">Figure 1 in “O”</a>${own}`);
  });

  test.each(["#id", "https://example.org/a.svg", "missing.svg", "../../outside.svg", "mailto:a@example.org"])(
    "%s stays as it is",
    async (href) => {
      const html = `<a href="${href}">x</a><img src="${href}">`;
      expect(await inlineAssets(html, await folder())).toBe(html);
    },
  );

  test("what only looks like a tag stays as it is", async () => {
    const html = "<code>&lt;img src=&quot;rows.csv&quot;&gt;</code>";
    expect(await inlineAssets(html, await folder())).toBe(html);
  });
});
