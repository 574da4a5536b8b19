import type { Words } from "../words.ts";
import { announcements } from "./announcements.ts";
import { article } from "./article.ts";
import { cells } from "./cells.ts";
import { counts } from "./counts.ts";
import { datasets } from "./datasets.ts";
import { delivery } from "./delivery.ts";
import { editor } from "./editor.ts";
import { figure } from "./figure.ts";
import { files } from "./files.ts";
import { indexPage } from "./index-page.ts";
import { keys } from "./keys.ts";
import { menu } from "./menu.ts";
import { offline } from "./offline.ts";
import { outputs } from "./outputs.ts";
import { quiz } from "./quiz.ts";
import { runtime } from "./runtime.ts";
import { saving } from "./saving.ts";
import { search } from "./search.ts";
import { shell } from "./shell.ts";
import { slides } from "./slides.ts";
import { training } from "./training.ts";
import { typeChecking } from "./type-checking.ts";
import { ui } from "./ui.ts";
import { values } from "./values.ts";
import { work } from "./work.ts";

export const german: Words = {
  language: "de",
  announcements,
  article,
  cells,
  counts,
  datasets,
  delivery,
  editor,
  figure,
  files,
  indexPage,
  keys,
  menu,
  offline,
  outputs,
  quiz,
  runtime,
  saving,
  search,
  shell,
  slides,
  training,
  typeChecking,
  ui,
  values,
  work,
};
