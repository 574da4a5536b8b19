import { EARLY_OPTIONS } from "../options/early-options.ts";
import { EARLY_PRINTING } from "../printing/hold-printing.ts";
import { EARLY_THEME } from "./theme.ts";
import { EARLY_START } from "./watch-start.ts";

/** A folder has no page of its own where it is opened as a file, but would be listed. */
const NAME_PAGES = `for(const link of document.links)if(link.protocol==="file:"&&link.pathname.endsWith("/"))link.pathname+="index.html"`;

const SHOW_NOTICES = `for(const notice of document.querySelectorAll("[data-file-notice]"))notice.hidden=false`;

/**
 * A page of a site that is opened as a file: browsers load no modules there, so nothing on the page would work. It says
 * so, hides its dead buttons (page-shell.css), and its links name files.
 */
const SITE_OPENED_AS_FILE = `if(location.protocol==="file:"){document.documentElement.dataset.file="";addEventListener("DOMContentLoaded",()=>{${SHOW_NOTICES};${NAME_PAGES}})}`;

const FOLDER_OPENED_AS_FILE = `if(location.protocol==="file:")addEventListener("DOMContentLoaded",()=>{${NAME_PAGES}})`;

/** A single file that was cut off lacks its last element, and says so. */
const CUT_OFF = `addEventListener("DOMContentLoaded",()=>{if(!document.querySelector("script[data-pack=end]")){${SHOW_NOTICES}}})`;

/** Scripts for the head, to run before the first paint: inline, with hashes that the page's policy allows. */
export const EARLY_SCRIPTS = {
  site: `${EARLY_START};${EARLY_THEME};${EARLY_OPTIONS};${EARLY_PRINTING};${SITE_OPENED_AS_FILE}`,
  folder: `${EARLY_THEME};${EARLY_OPTIONS};${EARLY_PRINTING};${FOLDER_OPENED_AS_FILE}`,
  file: `${EARLY_THEME};${EARLY_OPTIONS};${EARLY_PRINTING};${CUT_OFF}`,
} as const;
