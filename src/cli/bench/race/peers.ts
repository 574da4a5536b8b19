import type { Contender } from "./contender.ts";
import { CONVNETJS, openConvNet } from "./convnetjs.ts";
import { JAX, openJax } from "./jax-js.ts";

interface Peer {
  readonly name: string;
  /** @throws Error if it is not installed */
  open(): Promise<Contender>;
}

/** Other libraries that train in JavaScript. They take part if they are installed: `npm install --no-save <name>`. */
export const PEERS: readonly Peer[] = [
  { name: JAX, open: openJax },
  { name: CONVNETJS, open: openConvNet },
];
