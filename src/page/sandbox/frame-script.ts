import type { Boot } from "../../protocol/boot.ts";

/**
 * The script of the sandboxed frame: starts the runtime's worker. It is bundled to text, and the frame's policy allows
 * only the hash of this script. No cell ever runs here: on a frame's main thread, WebRTC bypasses every policy and a
 * loop can hang the page.
 */

/** The worker's script: receives one message, stores its data for the runtime, and evaluates the runtime. */
const WORKER = `onmessage=(event)=>{onmessage=null;const{runtime,wasm,backend}=event.data;globalThis.lecternBoot={boot:{wasm,backend},port:event.ports[0]};(0,eval)(new TextDecoder().decode(runtime))}`;

/** From the frame to the page, other than through the runtime's port. */
export type FrameMessage = "alive" | "worker-failed";

function postToPage(message: FrameMessage): void {
  parent.postMessage(message, "*");
}

function startWorker(boot: Boot, port: MessagePort): void {
  // A data: worker is a secure context in all engines, so it has WebGPU; a blob: worker of an opaque origin is not.
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(WORKER)}`);
  worker.onerror = (event) => {
    event.preventDefault();
    postToPage("worker-failed");
  };
  worker.postMessage(boot, [port, boot.wasm, boot.runtime]);
}

let started = false;
addEventListener("message", (event: MessageEvent<Boot | "ping">) => {
  if (event.source !== parent) return;
  const [port] = event.ports;
  if (event.data === "ping") postToPage("alive");
  else if (!started && port !== undefined) {
    started = true;
    startWorker(event.data, port);
  }
});
