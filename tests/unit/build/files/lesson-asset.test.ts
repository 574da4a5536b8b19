import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findAsset, isStrayLink } from "../../../../src/build/files/lesson-asset.ts";
import { temporaryFolder } from "../temporary-folder.ts";

async function lessonsFolder(): Promise<string> {
  const root = await temporaryFolder({
    "secret.svg": "<svg/>",
    "lessons/a.svg": "<svg/>",
    "lessons/pictures/b c.svg": "<svg/>",
    "lessons/.env": "KEY=1",
    "lessons/.git/config": "",
    "lessons2/a.svg": "<svg/>",
  });
  const folder = join(root, "lessons");
  await symlink("../secret.svg", join(folder, "link.svg"));
  await symlink("..", join(folder, "up"));
  await symlink("a.svg", join(folder, "inside.svg"));
  await symlink("nowhere", join(folder, "dangling.svg"));
  await mkdir(join(folder, "empty"));
  return folder;
}

describe("a file beside a lesson", () => {
  test.each([
    ["a.svg", "file"],
    ["pictures/b c.svg", "file"],
    ["./a.svg", "file"],
    ["inside.svg", "file"],
    ["none.svg", "missing"],
    ["A.svg/a", "missing"],
    ["dangling.svg", "missing"],
    ["", "folder"],
    [".", "folder"],
    ["empty", "folder"],
    ["empty/", "folder"],
    ["link.svg", "outside"],
    ["up/secret.svg", "outside"],
    ["../secret.svg", "outside"],
    ["../lessons2/a.svg", "outside"],
    ["/etc/passwd", "outside"],
    [".env", "hidden"],
    [".git/config", "hidden"],
  ])("%j is %s", async (path, type) => {
    expect(findAsset(await lessonsFolder(), path).type).toBe(type);
  });

  test("is found in a folder that is itself a symbolic link", async () => {
    const folder = await lessonsFolder();
    const alias = `${folder}-alias`;
    await symlink(folder, alias);
    expect(findAsset(alias, "a.svg")).toEqual({ type: "file", path: join(folder, "a.svg") });
    expect(findAsset(alias, "link.svg").type).toBe("outside");
  });
});

test("links lead astray if they lead out of the folder, or to a folder around them", async () => {
  const folder = await lessonsFolder();
  await symlink(".", join(folder, "loop"));
  await symlink("..", join(folder, "pictures/around"));
  const isStray = (path: string) => isStrayLink(join(folder, path), folder);
  for (const path of ["link.svg", "up", "up/secret.svg", "loop", "pictures/around"])
    expect([path, isStray(path)]).toEqual([path, true]);
  for (const path of ["", "a.svg", "inside.svg", "pictures/b c.svg", "empty", "dangling.svg", "none.svg"])
    expect([path, isStray(path)]).toEqual([path, false]);
});
