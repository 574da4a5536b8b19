import { describe, expect, test } from "vitest";
import { type RequestFacts, routeOf } from "../../../src/offline/route.ts";

const scope = new URL("https://lectern.test/course/");

function route(path: string, facts: Partial<RequestFacts> = {}) {
  const url = new URL(path, scope).href;
  return routeOf({ url, method: "GET", mode: "cors", cache: "default", ...facts }, scope);
}

describe("a request", () => {
  test.each([
    ["", ""],
    ["index.html", ""],
    ["?backend=wasm", ""],
    ["lessons/a/", "lessons/a/"],
    ["lessons/a/index.html#top", "lessons/a/"],
    ["lessons/caf%C3%A9/", "lessons/caf%C3%A9/"],
    ["lessons/a", "lessons/a"],
  ])("for the page %j is known by its folder", (address, path) => {
    expect(route(address, { mode: "navigate" })).toEqual({ type: "page", path });
  });

  test.each(["assets/main-1.js", "lessons/a/picture.png", "data/fashion-mnist/samples.bin", "icon.svg"])(
    "for %s is for a file",
    (path) => {
      expect(route(`${path}?x`)).toEqual({ type: "file", path });
    },
  );

  test.each([
    ["for a dataset", "data/fashion-mnist/train-images-idx3-ubyte.gz", {}],
    ["to another folder of the host", "../other/", {}],
    ["to another host", "https://example.org/course/", {}],
    ["that changes something", "", { method: "POST" }],
    ["for what the server has now", "", { cache: "no-store" }],
  ])("%s goes to the network", (_, address, facts) => {
    expect(route(address, facts)).toEqual({ type: "network" });
  });
});
