/**
 * Import this before TensorFlow.js, which captures `requestAnimationFrame` for `tf.nextFrame` when it loads. A worker's
 * own waits for the screen (16.7 ms per yield), and without it and `setImmediate` `fit` never yields, so stop requests
 * would not get through. Posting a message to itself yields without a delay.
 */
const { port1, port2 } = new MessageChannel();
const callbacks: FrameRequestCallback[] = [];
const { apply } = Reflect;
const post = MessagePort.prototype.postMessage;
const now = performance.now.bind(performance);

port2.onmessage = () => callbacks.shift()?.(now());

function requestFrame(callback: FrameRequestCallback): number {
  callbacks.push(callback);
  apply(post, port1, [null]);
  return callbacks.length;
}

Object.defineProperty(globalThis, "requestAnimationFrame", {
  value: requestFrame,
  writable: true,
  configurable: true,
});
