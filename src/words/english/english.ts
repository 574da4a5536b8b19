import { announcements } from "./announcements.ts";
import { article } from "./article.ts";
import { cells } from "./cells.ts";
import { counts } from "./counts.ts";
import { files } from "./files.ts";
import { indexPage } from "./index-page.ts";
import { keys } from "./keys.ts";
import { menu } from "./menu.ts";
import { quiz } from "./quiz.ts";
import { runtime } from "./runtime.ts";
import { saving } from "./saving.ts";
import { shell } from "./shell.ts";
import { training } from "./training.ts";
import { ui } from "./ui.ts";
import { work } from "./work.ts";

/** The English dictionary, by the parts of the page. */
export const english = {
  /** As a BCP 47 tag: what the page says is marked with it, and numbers and dates are formatted by it. */
  language: "en",
  announcements,
  article,
  cells,
  counts,
  files,
  indexPage,
  keys,
  menu,
  quiz,
  runtime,
  saving,
  shell,
  training,
  ui,
  work,
};
