import { EARLY_OPTIONS } from "../options/early-options.ts";
import { EARLY_THEME } from "./theme.ts";

/**
 * A page opened as a file: browsers load no modules there, so that nothing of the page would come to life. It says so,
 * hides its dead buttons (page-shell.css), and its links name files, since a folder would be listed.
 */
const OPENED_AS_FILE = `if(location.protocol==="file:"){document.documentElement.dataset.file="";addEventListener("DOMContentLoaded",()=>{for(const notice of document.querySelectorAll("[data-file-notice]"))notice.hidden=false;for(const link of document.links)if(link.protocol==="file:"&&link.pathname.endsWith("/"))link.pathname+="index.html"})}`;

/** Runs in the head, before the first paint. An inline script, whose hash the page's policy allows. */
export const EARLY_SCRIPT = `${EARLY_THEME};${EARLY_OPTIONS};${OPENED_AS_FILE}`;
