import { hasCode } from "../../../build/files/has-code.ts";
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

/** Why a contender does not take part. */
export function whyNotMeasured(error: unknown, name: string): string {
  if (hasCode(error, "ERR_MODULE_NOT_FOUND") && error.message.includes(`'${name}'`))
    return `not installed (npm install --no-save ${name})`;
  return `not measured: ${String(error).split("\n")[0]}`;
}
