import type { Browser } from "playwright-core";
import { compileAssembly } from "../../../build/bundling/compile-kernels.ts";
import { timeMultiplyAdd } from "../in-page/multiply-add.ts";

/** Enough to take some milliseconds, since browsers round the time. */
const BLOCKS = 5_000_000;
const PER_BLOCK = 12;

/** Twelve independent sums hide the latency of the instruction. */
const SOURCE = `
export function multiplyAdd(blocks: i32): f32 {
  const x = f32x4.splat(1);
  ${sums((sum) => `let ${sum} = x;`)}
  for (let block = 0; block < blocks; block++) {
    ${sums((sum) => `${sum} = f32x4.relaxed_madd(x, x, ${sum});`)}
  }
  let total: f32 = 0;
  ${sums((sum) => `total += f32x4.extract_lane(${sum}, 0);`)}
  return total;
}`;

function sums(line: (sum: string) => string): string {
  return Array.from({ length: PER_BLOCK }, (_, index) => line(`sum${index}`)).join("\n");
}

/** How many multiply–adds of float32 a browser does per millisecond at best, with WebAssembly's vectors of 128 bits. */
export async function measurePeak(browser: Browser): Promise<number> {
  const bytes = await compileAssembly(new Map([["index.ts", SOURCE]]), "relaxed");
  const page = await browser.newPage();
  try {
    const fastest = await page.evaluate(timeMultiplyAdd, { bytes: [...bytes], blocks: BLOCKS });
    return (BLOCKS * PER_BLOCK * 4) / fastest;
  } finally {
    await page.close();
  }
}
