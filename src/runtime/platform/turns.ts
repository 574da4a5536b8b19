import { now, postTo } from "./captured.ts";

/*
 * JavaScript does not say when a task begins. A message that is sent to the worker itself is handled in the next one:
 * after the running task, with all the microtasks that it causes.
 */

/** How many continuations a task gets at once. */
const AT_ONCE = 2000;

/** The part of a program to which code belongs. */
export interface Owner {
  /** Makes the rest of the running task belong to it. */
  readonly resume: () => void;
}

/** A list of its own: cells can replace the methods of arrays. */
interface Waiting {
  readonly owner: Owner | null;
  readonly proceed: () => void;
  next: Waiting | null;
}

let first: Waiting | null = null;
let last: Waiting | null = null;
let count = 0;
let isAwaited = false;
let startedAt: number | null = null;
let rejections = 0;
let currentOwner = (): Owner | null => null;

const { port1: sender, port2: receiver } = new MessageChannel();
receiver.onmessage = () => {
  isAwaited = false;
  startedAt = null;
  rejections = 0;
  proceed();
};
// Node.js, where the tests run, would not exit while the port waits.
if ("unref" in receiver && typeof receiver.unref === "function") receiver.unref();

/** @param current returns the owner of the code that runs. */
export function setOwners(current: () => Owner): void {
  currentOwner = current;
}

/** For how long the running task has gone on since this was called first in it, in ms. */
export function taskMs(): number {
  awaitNextTask();
  startedAt ??= now();
  return now() - startedAt;
}

/** How many promises the running task has rejected, with this one. */
export function countRejection(): number {
  awaitNextTask();
  rejections += 1;
  return rejections;
}

/**
 * Calls a function in a later task, as part of what calls this.
 * @returns how many functions wait now
 */
export function callLater(proceed: () => void): number {
  const waiting: Waiting = { owner: currentOwner(), proceed, next: null };
  if (last === null) first = waiting;
  else last.next = waiting;
  last = waiting;
  count += 1;
  awaitNextTask();
  return count;
}

function awaitNextTask(): void {
  if (isAwaited) return;
  isAwaited = true;
  postTo(sender, "");
}

/** Calls what waits, as far as it has one owner: what follows it in this task has the same. */
function proceed(): void {
  if (first === null) return;
  const { owner } = first;
  owner?.resume();
  for (let called = 0; called < AT_ONCE && first !== null && first.owner === owner; called += 1) {
    const waiting: Waiting = first;
    first = waiting.next;
    if (first === null) last = null;
    count -= 1;
    waiting.proceed();
  }
  if (first !== null) awaitNextTask();
}
