import type { ReferenceWords } from "../reference-words.ts";
import type { Name, Names } from "./author-names.ts";
import type { Entry } from "./bibliography.ts";
import { latexMarkdown } from "./latex-text.ts";

/**
 * An entry of the list of references as Markdown, author and year first, like Pandoc's default style.
 * @param year with the letter that tells works of the same year apart.
 */
export function formatEntry(entry: Entry, year: string, words: ReferenceWords): string {
  const field = fieldOf(entry);
  const authors = authorsOf(entry, words);
  const [title = "", ...edition] = titleOf(entry, words);
  // Like Pandoc's, the entry of a work without authors begins with its title.
  const [first, third] = authors === "" ? [title, ""] : [authors, title];
  const parts = [
    first,
    escapeMarkdown(year),
    third,
    ...edition,
    ...containerOf(entry, words),
    field("note"),
    address(entry),
  ];
  return parts
    .filter((part) => part !== "")
    .map((part) => (/[.!?…]["”“*]*$/.test(part) || part.startsWith("<") ? part : `${part}.`))
    .join(" ");
}

/** The value of the first field that the entry has, as Markdown; empty if it has none. */
function fieldOf({ fields }: Entry): (...names: readonly string[]) => string {
  return (...names) => {
    const name = names.find((each) => (fields.get(each) ?? "").trim() !== "");
    return name === undefined ? "" : latexMarkdown(fields.get(name) ?? "");
  };
}

function authorsOf(entry: Entry, words: ReferenceWords): string {
  const { authors, editors } = entry;
  if (authors.names.length > 0) return nameList(authors, words, true);
  if (editors.names.length > 0) {
    const role = editors.names.length === 1 && !editors.andOthers ? words.editor : words.editors;
    return `${nameList(editors, words, true)}, ${role}`;
  }
  return fieldOf(entry)("organization", "institution", "key");
}

/** Longer lists end in “et al.” after the seventh name, as in the Chicago manual. */
const MOST_NAMES = 10;
const SHOWN_NAMES = 7;

function nameList({ names, andOthers }: Names, words: ReferenceWords, isInverted: boolean): string {
  const isLong = names.length > MOST_NAMES;
  const shown = (isLong ? names.slice(0, SHOWN_NAMES) : names).map((name, index) =>
    escapeMarkdown(isInverted && index === 0 ? inverted(name) : natural(name)),
  );
  if (isLong || andOthers) return `${shown.join(", ")}, ${words.others}`;
  const last = shown.at(-1) ?? "";
  if (shown.length < 2) return last;
  const comma = isInverted || shown.length > 2 ? words.listComma : "";
  return `${shown.slice(0, -1).join(", ")}${comma} ${words.and} ${last}`;
}

function inverted({ family, given }: Name): string {
  return given === "" ? family : `${family}, ${given}`;
}

function natural({ family, given }: Name): string {
  return given === "" ? family : `${given} ${family}`;
}

/** The types whose titles are those of books. */
const BOOKS = [
  "book",
  "mvbook",
  "collection",
  "proceedings",
  "manual",
  "booklet",
  "periodical",
  "software",
  "dataset",
];

function titleOf(entry: Entry, words: ReferenceWords): string[] {
  const field = fieldOf(entry);
  const subtitle = field("subtitle");
  const title = `${field("title")}${subtitle === "" ? "" : `: ${subtitle}`}`;
  if (title === "") return [];
  const edition = field("edition");
  const isBook = BOOKS.includes(entry.type);
  const ended = /[.!?]$/.test(title) ? title : `${title}.`;
  return [
    isBook ? `*${title}*` : words.quoted(ended),
    ...(edition === "" || !isBook ? [] : [words.edition(edition)]),
  ];
}

function containerOf(entry: Entry, words: ReferenceWords): string[] {
  const field = fieldOf(entry);
  const pages = field("pages").replace(/\s*[-–]+\s*/g, "–");
  const journal = field("journal", "journaltitle");
  const publisher = publisherOf(entry);
  switch (entry.type) {
    case "article": {
      const number = field("number", "issue");
      const volume = [field("volume"), number === "" ? "" : `(${number})`]
        .filter((part) => part !== "")
        .join(" ");
      const name = journal === "" ? "" : `*${journal}*`;
      return [`${[name, volume].filter((part) => part !== "").join(" ")}${pages === "" ? "" : `: ${pages}`}`];
    }
    case "inproceedings":
    case "conference":
    case "incollection":
    case "inbook":
      return [inBook(entry, pages, words), publisher];
    case "phdthesis":
    case "mastersthesis":
    case "thesis": {
      const kind =
        field("type") || words.thesis[entry.type === "mastersthesis" ? "mastersthesis" : "phdthesis"];
      return [[kind, field("school", "institution")].filter((part) => part !== "").join(", ")];
    }
    case "techreport":
    case "report":
      return [
        [`${field("type")} ${field("number")}`.trim(), field("institution")]
          .filter((part) => part !== "")
          .join(", "),
      ];
    default:
      return [journal === "" ? "" : `*${journal}*`, field("howpublished"), publisher];
  }
}

function inBook(entry: Entry, pages: string, words: ReferenceWords): string {
  const field = fieldOf(entry);
  const book = field("booktitle", "eventtitle");
  if (book === "") return pages === "" ? "" : `${words.pages} ${pages}`;
  const hasEditors = entry.authors.names.length > 0 && entry.editors.names.length > 0;
  const editors = hasEditors ? words.editedBy(nameList(entry.editors, words, false)) : "";
  const volume = field("volume");
  const parts = [`*${book}*`, editors, volume === "" ? "" : words.volume(volume), pages];
  return `${words.in} ${parts.filter((part) => part !== "").join(", ")}`;
}

function publisherOf(entry: Entry): string {
  const field = fieldOf(entry);
  const place = field("address", "location");
  // Without authors, the organization comes first.
  const isAuthor = entry.authors.names.length + entry.editors.names.length === 0;
  const publisher = isAuthor ? field("publisher") : field("publisher", "organization");
  return place === "" || publisher === "" ? publisher : `${place}: ${publisher}`;
}

/** A link to the work: its DOI, its number in an archive, or its address. */
function address({ fields }: Entry): string {
  const value = (name: string): string => verbatim(fields.get(name) ?? "");
  const doi = value("doi").replace(/^https?:\/\/(?:dx\.)?doi\.org\/|^doi:\s*/i, "");
  if (doi !== "") return link(`https://doi.org/${doi.replace(/[<>]/g, encodeURIComponent)}`);
  const archive = (value("archiveprefix") || value("eprinttype")).toLowerCase();
  const eprint = value("eprint").replace(/^arxiv:/i, "");
  if (eprint !== "" && (archive === "arxiv" || /^\d{4}\.\d{4,5}(?:v\d+)?$/.test(eprint))) {
    return link(`https://arxiv.org/abs/${eprint}`);
  }
  return link(value("url"));
}

/** An address has no typography: in LaTeX, `~`, `--` and quotes are themselves in it. */
function verbatim(latex: string): string {
  return latex
    .replace(/\\url\s*\{(.*)\}/s, "$1")
    .replace(/\\textasciitilde(?![A-Za-z])\s*|\$\\sim\$/g, "~")
    .replace(/\\([%#_&~{}$])/g, "$1")
    .replace(/[{}]/g, "")
    .trim();
}

function link(url: string): string {
  return /^https?:\/\/[^\s<>]+$/i.test(url) ? `<${url}>.` : "";
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>$~&#|@]/g, "\\$&");
}
