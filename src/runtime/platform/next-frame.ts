import { type Activity, currentActivity, resume } from "./activity.ts";

/**
 * Import this before TensorFlow.js, which captures `requestAnimationFrame` for `tf.nextFrame` when it loads. A worker's
 * own waits for the screen (16.7 ms per yield), and without it and `setImmediate` `fit` never yields, so stop requests
 * would not get through. Posting a message to itself yields without a delay.
 */
const { port1, port2 } = new MessageChannel();
const { apply } = Reflect;
const post = MessagePort.prototype.postMessage;
const now = performance.now.bind(performance);

/** A list of its own: cells can replace the methods of arrays, and without frames every training would hang. */
interface Waiting {
  readonly callback: FrameRequestCallback;
  readonly activity: Activity;
  next: Waiting | null;
}
let first: Waiting | null = null;
let last: Waiting | null = null;
let requests = 0;

port2.onmessage = () => {
  const waiting = first;
  if (waiting === null) return;
  first = waiting.next;
  if (first === null) last = null;
  resume(waiting.activity);
  waiting.callback(now());
};

function requestFrame(callback: FrameRequestCallback): number {
  const waiting: Waiting = { callback, activity: currentActivity(), next: null };
  if (last === null) first = waiting;
  else last.next = waiting;
  last = waiting;
  apply(post, port1, [null]);
  requests += 1;
  return requests;
}

Object.defineProperty(globalThis, "requestAnimationFrame", {
  value: requestFrame,
  writable: true,
  configurable: true,
});
