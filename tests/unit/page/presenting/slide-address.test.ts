import { describe, expect, it } from "vitest";
import {
  asksForSlides,
  readSlideAddress,
  withSlides,
  writeSlideAddress,
} from "../../../../src/page/presenting/slide-address.ts";

describe("the address of a slide", () => {
  it.each([
    ["", { id: "", part: 1 }],
    ["#convolution", { id: "convolution", part: 1 }],
    ["#convolution/3", { id: "convolution", part: 3 }],
    ["#l%C3%A4nge/2", { id: "länge", part: 2 }],
  ])("%j", (hash, address) => {
    expect(readSlideAddress(hash)).toEqual(address);
    expect(writeSlideAddress(address)).toBe(hash);
  });

  it.each(["#%", "#%E0%A4%A/2"])("is the title for the damaged %j", (hash) => {
    expect(readSlideAddress(hash).id).toBe("");
  });

  it.each([["#a/0"], ["#a/99999"]])("has a number from 1 in %j", (hash) => {
    expect(readSlideAddress(hash).part).toBe(1);
  });
});

describe("the option in the query", () => {
  it.each([
    ["", "?present"],
    ["?backend=wasm", "?backend=wasm&present"],
    ["?only=a,b&theme=dark", "?only=a,b&theme=dark&present"],
  ])("is added to %j, and removed again", (search, presenting) => {
    expect(asksForSlides(search)).toBe(false);
    expect(withSlides(search, true)).toBe(presenting);
    expect(asksForSlides(presenting)).toBe(true);
    expect(withSlides(presenting, true)).toBe(presenting);
    expect(withSlides(presenting, false)).toBe(search);
  });
});
