import type { Boot } from "../../protocol/boot.ts";
import type { Command } from "../../protocol/command.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import { words } from "../../words/words.ts";
import type { RuntimeEnd } from "./host-state.ts";
import { Inbox } from "./inbox.ts";
import { openSandboxFrame } from "./sandbox-frame.ts";

/** A runtime in its frame. */
export interface Connection {
  send(command: Command): void;
  /** Resolves to whether the frame itself (not the worker, which may be busy) answers in time. */
  isAlive(milliseconds: number): Promise<boolean>;
  /** Ends everything in the frame at once. */
  close(): void;
}

export interface ConnectionListener {
  onEvent(event: RuntimeEvent): void;
  onRuntimeEnd(end: RuntimeEnd): void;
}

/** Opens a frame with a runtime. Its messages are parsed, and it is granted credit for the outputs taken in. */
export function connect(boot: Boot, { onEvent, onRuntimeEnd }: ConnectionListener): Connection {
  const inbox = new Inbox({
    onEvent,
    onCredit: (count) => frame.send({ type: "credit", count }),
    onFlood: (message) => onRuntimeEnd({ type: "flooded", message }),
  });
  const frame = openSandboxFrame(boot, {
    onMessage: (message) => inbox.receive(message),
    onWorkerFailed: () => onRuntimeEnd({ type: "crashed", message: words.runtime.crashed }),
  });
  return {
    send: frame.send,
    isAlive: frame.isAlive,
    close() {
      inbox.close();
      frame.remove();
    },
  };
}
