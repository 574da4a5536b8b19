import { describe, expect, it } from "vitest";
import { destinationPages } from "../../../../src/cli/export/pdf-pages.ts";

/** A PDF as Chromium writes it, with three pages in a tree of two levels. */
const PDF = `%PDF-1.4
1 0 obj
<</Filter /FlateDecode
/Length 12>> stream
8 0 obj junk
endstream
endobj
2 0 obj
<</Type /Page
/Parent 9 0 R>>
endobj
3 0 obj
<</Type /Page
/Parent 9 0 R>>
endobj
4 0 obj
<</Type /Page
/Parent 8 0 R>>
endobj
9 0 obj
<</Type /Pages
/Count 2
/Kids [2 0 R 3 0 R]>>
endobj
8 0 obj
<</Type /Pages
/Count 3
/Kids [9 0 R 4 0 R]>>
endobj
7 0 obj
<</first [2 0 R /XYZ 6 777.75 0]
/l#c3#a4nge [4 0 R /XYZ 6 777.75 0]
/second-part [3 0 R /XYZ 6 10 0]>>
endobj
5 0 obj
<</Type /Catalog
/Pages 8 0 R
/Dests 7 0 R>>
endobj
`;

describe("the pages of links within a PDF", () => {
  it("are counted through the tree of pages, by names as they were written", () => {
    expect(Object.fromEntries(destinationPages(Buffer.from(PDF, "latin1")))).toEqual({
      first: 1,
      "second-part": 2,
      länge: 3,
    });
  });

  it.each(["", "%PDF-1.7\nno objects", PDF.replace("/Dests 7 0 R", "")])(
    "are unknown in another PDF",
    (text) => {
      expect(destinationPages(Buffer.from(text)).size).toBe(0);
    },
  );
});
