/**
 * Frees a buffer's memory now: the next garbage collection may come only after the training. `buffer.transfer(0)` would
 * not do it, since Chromium keeps the memory of a buffer that came in a message.
 */
export function freeBuffer(buffer: ArrayBuffer): void {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.postMessage(null, [buffer]);
  port1.close();
}
