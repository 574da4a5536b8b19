import { createContext } from "preact";
import type { Download } from "../../protocol/output.ts";

/** Hands a file that a cell offers to the browser. */
export type SaveDownload = (download: Download) => void;

/** Null where there is no runtime, as on a prerendered page. */
export const SaveDownloadContext = createContext<SaveDownload | null>(null);
