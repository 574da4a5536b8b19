import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  filePolicy,
  folderPolicy,
  frameDocument,
  pagePolicy,
  scriptHash,
} from "../../../../src/build/site/policy.ts";

const FRAME_SCRIPT = 'addEventListener("message", () => "ü");';
const EARLY_SCRIPT = "document.title";

function directives(policy: string): Map<string, readonly string[]> {
  return new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );
}

function policyOf(development: boolean): Map<string, readonly string[]> {
  return directives(
    pagePolicy({
      frameScript: FRAME_SCRIPT,
      earlyScript: EARLY_SCRIPT,
      mirrors: ["https://mirror.test/"],
      development,
    }),
  );
}

describe("the page's policy", () => {
  test("allows scripts from the site, eval, and the two inline scripts by their hashes", () => {
    const [frame, early] = [FRAME_SCRIPT, EARLY_SCRIPT].map((script) =>
      createHash("sha256").update(script).digest("base64"),
    );
    for (const development of [false, true]) {
      expect(policyOf(development).get("script-src")).toEqual([
        "'self'",
        "'unsafe-eval'",
        `'sha256-${frame}'`,
        `'sha256-${early}'`,
      ]);
    }
  });

  test("allows connections to the site, data URLs and the mirrors, and to sockets only in development", () => {
    const published = ["'self'", "data:", "https://mirror.test/"];
    expect(policyOf(false).get("connect-src")).toEqual(published);
    expect(policyOf(true).get("connect-src")).toEqual([...published, "ws:"]);
  });

  test("restricts everything else to the site, and forbids plugins, bases and forms", () => {
    const policy = policyOf(false);
    expect(policy.get("default-src")).toEqual(["'self'"]);
    expect(policy.get("frame-src")).toEqual(["'self'"]);
    for (const name of ["object-src", "base-uri", "form-action"])
      expect(policy.get(name)).toEqual(["'none'"]);
  });
});

describe("the policy of an exported page", () => {
  const options = { scripts: [FRAME_SCRIPT, EARLY_SCRIPT], mirrors: ["https://mirror.test/"] };
  const hashes = options.scripts.map(scriptHash);
  const file = directives(filePolicy(options));
  const folder = directives(folderPolicy(options));

  test("allows only its own inline scripts, and in a folder those beside it", () => {
    expect(file.get("script-src")).toEqual(["'unsafe-eval'", ...hashes]);
    expect(folder.get("script-src")).toEqual(["'self'", "'unsafe-eval'", ...hashes]);
  });

  test("allows no connections but to data URLs and to mirrors of missing datasets", () => {
    for (const policy of [file, folder]) {
      expect(policy.get("connect-src")).toEqual(["data:", "https://mirror.test/"]);
    }
    expect(directives(filePolicy({ ...options, mirrors: [] })).get("connect-src")).toEqual(["data:"]);
  });

  test("forbids everything else, frames with addresses included", () => {
    for (const policy of [file, folder]) {
      for (const name of ["default-src", "frame-src", "base-uri", "form-action"])
        expect(policy.get(name)).toEqual(["'none'"]);
    }
    const sources = [...file.values()].flat();
    expect(sources).not.toContain("'self'");
    expect(sources.filter((source) => source === "'unsafe-inline'")).toHaveLength(1);
    expect(file.get("style-src")).toEqual(["'unsafe-inline'"]);
  });
});

describe("the frame's document", () => {
  const html = frameDocument(FRAME_SCRIPT);
  const policy = directives(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "");

  test("allows only its own script, by its hash", () => {
    const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? "";
    expect(script).toBe(FRAME_SCRIPT);
    expect(policy.get("script-src")).toEqual([scriptHash(script), "'unsafe-eval'"]);
  });

  test("allows connections to data URLs only", () => {
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("connect-src")).toEqual(["data:"]);
    expect(policy.get("worker-src")).toEqual(["data:"]);
    expect([...policy.keys()]).toHaveLength(4);
  });
});
