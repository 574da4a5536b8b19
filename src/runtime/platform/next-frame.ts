/**
 * Import this before TensorFlow.js, which takes its idea of "the next frame" once, when it loads. A worker's
 * `requestAnimationFrame` waits for the screen (16.7 ms at every yield), and without it and `setImmediate`
 * `fit` never yields, so that a wish to stop goes unheard. A message to oneself yields at once.
 */
const { port1, port2 } = new MessageChannel();
const waiting: FrameRequestCallback[] = [];
const { apply } = Reflect;
const post = MessagePort.prototype.postMessage;
const now = performance.now.bind(performance);

port2.onmessage = () => waiting.shift()?.(now());

function afterOtherMessages(callback: FrameRequestCallback): number {
  waiting.push(callback);
  apply(post, port1, [null]);
  return waiting.length;
}

Object.defineProperty(globalThis, "requestAnimationFrame", {
  value: afterOtherMessages,
  writable: true,
  configurable: true,
});
