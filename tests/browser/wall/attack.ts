import type { Witness } from "./witness.ts";

/**
 * An attack: the body of an async function in TypeScript that is also JavaScript. It sees `http`, `webSocket` and
 * `udpPort`, the addresses of the witness with the attack's own name in them, and returns what it achieved.
 */
export interface Attack {
  readonly name: string;
  readonly code: string;
  /** Where the same code runs without the wall. The page's own thread for what workers do not have at all. */
  readonly control: "worker" | "page" | "frame";
  /** What it achieved, if the run ends with an error on purpose: an expression for the next run. */
  readonly outcome?: string;
  /** It sends datagrams, which carry no name: see the witness. */
  readonly sendsDatagrams?: boolean;
  /** Others could find its traces in the runtime. */
  readonly leavesTraces?: boolean;
  /** It may replace the document that it runs in. */
  readonly navigates?: boolean;
}

/** The attack's name as it appears in addresses. */
export function mark({ name }: Attack): string {
  return name.replace(/\W+/g, "-").toLowerCase();
}

/** The attack with its addresses, as a script that returns its outcome. */
export function armed(attack: Attack, witness: Witness): string {
  return `const http = ${JSON.stringify(`${witness.http}/${mark(attack)}`)};
const webSocket = ${JSON.stringify(`${witness.webSocket}/${mark(attack)}`)};
const udpPort = ${witness.udpPort};
${attack.code}`;
}

/** The attack as the text of a cell. It says when it begins, what it achieved, and what was refused. */
export function asCell(attack: Attack, witness: Witness): string {
  return `console.log("begun");
async function attack(): Promise<unknown> {
${armed(attack, witness)}
}
try {
  console.log("outcome: " + (await attack()));
} catch (error) {
  console.log("refused: " + error);
}`;
}
