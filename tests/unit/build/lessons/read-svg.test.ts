import { describe, expect, it } from "vitest";
import { readSvg } from "../../../../src/build/lessons/read-svg.ts";

const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const svg = (inside: string, attributes = ""): string => `<svg ${NAMESPACE} ${attributes}>${inside}</svg>`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** As Matplotlib and Inkscape write it. */
const DRAWING = `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- Created with Matplotlib -->
<svg ${NAMESPACE} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="10pt" inkscape:path="C:\\a(b)">
 <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><x rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></rdf:RDF></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round}</style><path id="a" d="M 0 0"/></defs>
 <g clip-path="url(#clip)" style="fill: url('#paint'); opacity: 0.5"><use xlink:href="#a" x="1"/></g>
 <image href="data:image/png;base64,AAAA"/><text aria-label="\\alpha">α</text>
 <animate attributeName="x" from="0" to="5"/>
</svg>`;

describe("an SVG picture of a notebook", () => {
  it("is kept as it is, given as text or as base64", () => {
    expect(readSvg(DRAWING)).toBe(base64(DRAWING));
    expect(readSvg(base64(DRAWING))).toBe(base64(DRAWING));
    expect(readSvg(base64(DRAWING).replace(/(.{76})/g, "$1\n"))).toBe(base64(DRAWING));
  });

  it.each([
    ["a script", svg("<script>alert(1)</script>")],
    ["a script of another prefix", svg('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>')],
    ["a script of HTML", svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>')],
    ["HTML", svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>')],
    ["a handler", svg("", 'onload="alert(1)"')],
    ["a handler that XML Events know", svg('<handler type="x">alert(1)</handler>')],
    ["a link that is a script", svg('<a href="javascript:alert(1)"><text>x</text></a>')],
    [
      "a link that is a script, in XLink",
      svg('<a xlink:href=" java&#10;script:alert(1)"><text>x</text></a>'),
    ],
    ["an animation of a link", svg('<a><set attributeName="xlink:href" to="javascript:alert(1)"/></a>')],
    ["an animation of a handler", svg('<animate attributeName="onload" values="alert(1)"/>')],
    ["a part of another file", svg('<use href="https://x.org/a.svg#b"/>')],
    ["a page as a picture", svg('<image href="data:image/svg+xml;base64,AAAA"/>')],
    ["a picture of another site", svg('<image href="https://x.org/a.png"/>')],
    ["a style that loads", svg("<style>@import 'https://x.org/a.css';</style>")],
    ["a style that loads, by escapes", svg("<style>@\\69mport 'https://x.org/a.css';</style>")],
    ["an attribute that loads", svg("", 'fill="url(https://x.org/a.svg#b)"')],
    ["an attribute that loads, by escapes", svg("", 'style="fill: u\\72l(https://x.org/a.svg#b)"')],
    ["another base", svg('<use href="#b"/>', 'xml:base="https://x.org/"')],
    ["a style sheet", `<?xml-stylesheet href="data:text/xsl,x" type="text/xsl"?>${svg("")}`],
    ["attributes by default", `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>${svg("")}`],
    ["entities", `<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>${svg("&x;")}`],
    [
      "entities after a name with >",
      `<!DOCTYPE svg PUBLIC ">" ">" [<!ENTITY x "<script>alert(1)</script>">]>${svg("")}`,
    ],
    [
      "a script in what looks like the names of a document type",
      svg(`<!-- <!DOCTYPE svg SYSTEM ' --><script>alert(1)</script><!-- '> -->`),
    ],
    ["no end", svg("").slice(0, -3)],
    ["no namespace", "<svg><rect/></svg>"],
    ["HTML around it", `<html xmlns="http://www.w3.org/1999/xhtml">${svg("")}</html>`],
    ["nothing", ""],
    ["no text", base64("\u0000\u0001")],
    ["too much", svg("<g/>".repeat(1_500_000))],
  ])("is refused with %s", (_, text) => {
    expect(readSvg(text)).toBeNull();
    if (text !== "") expect(readSvg(base64(text))).toBeNull();
  });

  it("is refused in an encoding in which it could say something else", () => {
    expect(readSvg(`<?xml version="1.0" encoding="ISO-2022-JP"?>${svg("")}`)).toBeNull();
    expect(readSvg(Buffer.from(svg(""), "utf16le").toString("base64"))).toBeNull();
    expect(readSvg(Buffer.from([0x3c, 0xff, 0xfe]).toString("base64"))).toBeNull();
  });
});
