/** A module with `multiplyAdd(blocks)`, and how many blocks to pass. */
interface Timed {
  readonly bytes: readonly number[];
  readonly blocks: number;
}

/** The milliseconds of the fastest of many calls. */
export async function timeMultiplyAdd({ bytes, blocks }: Timed): Promise<number> {
  const env = { memory: new WebAssembly.Memory({ initial: 1 }) };
  const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes), { env });
  const multiplyAdd = instance.exports["multiplyAdd"] as (blocks: number) => number;
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 20; round++) {
    const begun = performance.now();
    multiplyAdd(blocks);
    fastest = Math.min(fastest, performance.now() - begun);
  }
  return fastest;
}
