import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText, safeText } from "../../../../../src/page/outputs/plots/plot-text.ts";

describe("safeText", () => {
  it("keeps the tags that Plotly draws, and colours", () => {
    const text = 'a<br><b>bold</b> x<sub>1</sub> <span style="color: #a00; font-size:12px">red</span>';
    expect(safeText(text)).toBe(
      'a<br><b>bold</b> x<sub>1</sub> <span style="color: #a00; font-size:12px">red</span>',
    );
    expect(safeText("%{y:.2f}<extra></extra>")).toBe("%{y:.2f}<extra></extra>");
  });

  it.each([
    '<span style="background:url(http://evil.example/x)">t</span>',
    "<span style='color:red;background:url(//evil.example)'>t</span>",
    '<b style="color: u\\72l(//evil.example)">t</b>',
    '<b style="color:&#117;rl(//evil.example)">t</b>',
    '<i class="x" STYLE = "list-style-image:url(//evil.example)">t</i>',
    '<b style="color:image(//evil.example)">t</b>',
    '<a href="//evil.example">t</a>',
    '<A\nHREF="//evil.example">t</A>',
    '<<a href="x">b style="background:url(//evil.example)">t</b>',
    '<span/style="background:url(//evil.example)">t</span>',
    '<sub onclick="//evil.example">t</sub>',
  ])("drops what fetches or links: %s", (attack) => {
    const markup = safeText(attack).match(/<[^<>]*>/g) ?? [];
    expect(markup.join("")).not.toContain("evil");
    expect(markup.join("")).not.toContain("url");
    expect(plainText(safeText(attack))).toContain("t");
  });

  it("shows what is no tag of Plotly's as it was written", () => {
    expect(safeText("List<int> and 1 < 2")).toBe("List&lt;int> and 1 &lt; 2");
  });

  it("is bounded, and whole tags are left whatever the text", () => {
    expect(safeText("<b>".repeat(5_000)).length).toBeLessThan(3_000);
    const pieces = fc.constantFrom(
      "<",
      ">",
      "b",
      "a",
      "span",
      " ",
      "style=",
      '"',
      "'",
      "url(",
      ":",
      ";",
      "/",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        for (const tag of safeText(parts.join("")).match(/<[^<>]*>/g) ?? [])
          expect(tag).toMatch(/^<\/?(b|span)( style="[^"(]*")?>$/);
      }),
    );
  });
});
