import type { Boot } from "../../protocol/boot.ts";

/**
 * The script of the sandboxed frame: starts the runtime's worker and steps aside. It is bundled to text, and its hash
 * is the only script that the frame's policy lets run. No cell ever runs here: on a frame's main thread WebRTC passes
 * every policy, and a loop can hang the page.
 */

/** The worker's own few lines: take one message, leave the rest of it for the runtime, evaluate the runtime. */
const WORKER = `onmessage=(event)=>{onmessage=null;const{runtime,wasm,backend}=event.data;globalThis.lecternBoot={boot:{wasm,backend},port:event.ports[0]};(0,eval)(runtime)}`;

/** What the frame tells the page, apart from the runtime's port. */
export type FrameMessage = "alive" | "worker-failed";

function tellPage(message: FrameMessage): void {
  parent.postMessage(message, "*");
}

function startWorker(boot: Boot, port: MessagePort): void {
  // A data: worker is a secure context in all engines, so WebGPU is there; a blob: worker of an opaque origin is not.
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(WORKER)}`);
  worker.onerror = (event) => {
    event.preventDefault();
    tellPage("worker-failed");
  };
  worker.postMessage(boot, [port, boot.wasm]);
}

let started = false;
addEventListener("message", (event: MessageEvent<Boot | "ping">) => {
  if (event.source !== parent) return;
  const [port] = event.ports;
  if (event.data === "ping") tellPage("alive");
  else if (!started && port !== undefined) {
    started = true;
    startWorker(event.data, port);
  }
});
