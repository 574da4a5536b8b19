import * as v from "valibot";
import { CellId } from "../../../protocol/ids.ts";

const Message = v.object({ cell: CellId, source: v.pipe(v.string(), v.maxLength(200_000)) });

/** Sends what was changed in this tab to the others with the same lesson. */
export interface EditChannel {
  post(cell: CellId, source: string): void;
  onEdit(listener: (cell: CellId, source: string) => void): void;
}

/** Where the browser has no channels, as in a page that was opened as a file, each tab is alone. */
export function browserEditChannel(name: string): EditChannel {
  const channel = open(name);
  return {
    post: (cell, source) => channel?.postMessage({ cell, source }),
    onEdit(listener) {
      channel?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        const message = v.safeParse(Message, data);
        if (message.success) listener(message.output.cell, message.output.source);
      });
    },
  };
}

function open(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
