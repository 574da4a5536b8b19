import { describe, expect, it } from "vitest";
import { editorAddress } from "../../../../src/build/site/editor-address.ts";

describe("the editor that problems link to", () => {
  it("is Visual Studio Code, or the one that is named", () => {
    expect(editorAddress()).toBe("vscode://file{file}:{line}:{column}");
    expect(editorAddress("zed")).toBe("zed://file{file}:{line}:{column}");
    expect(editorAddress("none")).toBe("");
  });

  it("may have an address of its own", () => {
    expect(editorAddress("my-editor://{file}")).toBe("my-editor://{file}");
  });

  it.each(["emacs", "constructor", "my-editor://open", "javascript:alert('{file}')", "data:{file}"])(
    "is not %s",
    (named) => {
      expect(() => editorAddress(named)).toThrow(`LECTERN_EDITOR is "${named}". Set it to vscode, `);
    },
  );
});
