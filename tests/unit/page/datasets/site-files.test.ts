import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { siteFiles } from "../../../../src/page/datasets/site-files.ts";
import { SITE_DATA, writeSiteData } from "../../../../src/protocol/site-data.ts";

function pageWith(head: string): Document {
  return new JSDOM(`<!doctype html><head>${head}</head>`).window.document;
}

test("a page knows of which datasets its site has the files, and of which the sample images", () => {
  const paths = ["one/samples.bin", "two/images.gz"];
  const files = siteFiles(pageWith(`<meta name="${SITE_DATA}" content="${writeSiteData(paths)}" />`));
  expect([files.hasSamples("one"), files.hasDataset("one")]).toEqual([true, false]);
  expect([files.hasSamples("two"), files.hasDataset("two")]).toEqual([false, true]);
  expect([files.hasSamples("on"), files.hasDataset("tw")]).toEqual([false, false]);
});

test("a page of a site without data asks for nothing", () => {
  const files = siteFiles(pageWith(`<meta name="${SITE_DATA}" content="" />`));
  expect([files.hasSamples("one"), files.hasDataset("one")]).toEqual([false, false]);
});

test("a page in development, which does not say, asks for everything", () => {
  const files = siteFiles(pageWith(""));
  expect([files.hasSamples("one"), files.hasDataset("one")]).toEqual([true, true]);
});
