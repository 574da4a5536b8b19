import { useContext } from "preact/hooks";
import type { Download } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import { formatBytes } from "../ui/format.ts";
import { SaveDownloadContext } from "./save-download.ts";

/** A file that a cell offers: only the reader's click saves it. */
export function DownloadView({ output }: { readonly output: Download }) {
  const save = useContext(SaveDownloadContext);
  const { name, bytes } = output;
  return (
    <p data-output="download" class="out-download">
      <button type="button" class="button" disabled={save === null} onClick={() => save?.(output)}>
        {words.outputs.download(name)}
      </button>
      <span class="out-note">{words.outputs.madeHere(formatBytes(bytes))}</span>
    </p>
  );
}
