import { expect, test } from "vitest";
import { separateComments } from "../../../../src/build/types/doc-comments.ts";

test("comments are taken out, and documentation is known by the code that it stands before", () => {
  const { code, comments } = separateComments(`/* licence */
/** About a. */
// and more
export declare const a: "/* no comment */" | '// none' | \`/*\${string}*/\`; /** unattached */
interface B {
    /**
     * About b,
     * in two lines.
     */
    readonly b /* inside */ : number;


    c(/** a parameter */ x: number): void;
}
`);
  expect(code).toBe(
    `\nexport declare const a: "/* no comment */" | '// none' | \`/*\${string}*/\`;\ninterface B {\nreadonly b : number;\nc( x: number): void;\n}`,
  );
  expect(
    Object.entries(comments).map(([offset, text]) => [code.slice(Number(offset)).slice(0, 8), text]),
  ).toEqual([
    ["export d", "/** About a. */"],
    ["readonly", "/**\n     * About b,\n     * in two lines.\n     */"],
  ]);
});
