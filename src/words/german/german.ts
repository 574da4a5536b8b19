import type { Words } from "../words.ts";
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

export const german: Words = {
  language: "de",
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
