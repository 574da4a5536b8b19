import { frameDocument } from "virtual:lectern/frame";
import type { Boot } from "../../protocol/boot.ts";
import type { Command } from "../../protocol/command.ts";
import { words } from "../../words/words.ts";
import type { FrameMessage } from "./frame-script.ts";
import { createPing } from "./ping.ts";
import { sendDataset, sendFile } from "./send-dataset.ts";
import { createScheduler } from "./task-scheduler.ts";

export interface FrameListener {
  onMessage(message: unknown): void;
  /** The worker could not be started, or threw an uncaught error. */
  onWorkerFailed(): void;
}

/** A sandboxed frame of an opaque origin, with the runtime's worker in it. */
export interface SandboxFrame {
  send(command: Command): void;
  /** Resolves to whether the frame itself (not the worker, which may be busy) answers in time. */
  isAlive(milliseconds: number): Promise<boolean>;
  /** Removes the frame, which ends everything in it at once. */
  remove(): void;
}

export function openSandboxFrame(boot: Boot, listener: FrameListener): SandboxFrame {
  const { port1: port, port2: remotePort } = new MessageChannel();
  const frame = createFrame();
  const schedule = createScheduler();
  // Nothing happens once the port is closed.
  const post = (command: Command, transfer: ArrayBuffer[] = []) => port.postMessage(command, transfer);
  const ping = createPing(() => frame.contentWindow?.postMessage("ping", "*"));
  const onFrameMessage = (event: MessageEvent<FrameMessage>): void => {
    if (event.source === null || event.source !== frame.contentWindow) return;
    if (event.data === "alive") ping.answer();
    else if (event.data === "worker-failed") listener.onWorkerFailed();
  };
  window.addEventListener("message", onFrameMessage);
  port.onmessage = (event: MessageEvent<unknown>) => listener.onMessage(event.data);
  // An opaque origin cannot be named as a target. The frame cannot navigate elsewhere (`frame-src 'self'`).
  frame.addEventListener(
    "load",
    () => frame.contentWindow?.postMessage(boot, "*", [remotePort, boot.wasm, boot.runtime]),
    {
      once: true,
    },
  );
  document.body.append(frame);

  return {
    send(command) {
      if (command.type === "dataset") void sendDataset(command, post, schedule);
      else if (command.type === "file") void sendFile(command, post, schedule);
      else post(command);
    },
    isAlive: (milliseconds) => ping.isAnswered(milliseconds),
    remove() {
      window.removeEventListener("message", onFrameMessage);
      port.onmessage = null;
      port.close();
      frame.remove();
    },
  };
}

function createFrame(): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.sandbox.add("allow-scripts");
  // A `srcdoc` document also loads offline; a service worker does not control a sandboxed `src` frame.
  frame.srcdoc = frameDocument;
  frame.hidden = true;
  frame.title = words.runtime.frame;
  frame.ariaHidden = "true";
  return frame;
}
