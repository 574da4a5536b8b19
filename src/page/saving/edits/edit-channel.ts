import * as v from "valibot";
import { CellId } from "../../../protocol/ids.ts";

const TabEdit = v.object({
  cell: CellId,
  source: v.pipe(v.string(), v.maxLength(200_000)),
  isDeleted: v.optional(v.boolean(), false),
});
/** What a tab has done to the text of a cell, or with the cell. */
export type TabEdit = v.InferOutput<typeof TabEdit>;

/** Sends what was changed in this tab to the others with the same lesson. */
export interface EditChannel {
  post(edit: TabEdit): void;
  onEdit(listener: (edit: TabEdit) => void): void;
}

/** Where the browser has no channels, as in a page that was opened as a file, each tab is alone. */
export function browserEditChannel(name: string): EditChannel {
  const channel = open(name);
  return {
    post: (edit) => channel?.postMessage(edit),
    onEdit(listener) {
      channel?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        const edit = v.safeParse(TabEdit, data);
        if (edit.success) listener(edit.output);
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
