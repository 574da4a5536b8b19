import type { Signal } from "@preact/signals";
import { render } from "preact";
import { words } from "../../words/words.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { Review } from "./review.ts";
import { ReviewBanner } from "./review-banner.tsx";
import type { WorkFile } from "./work-file.ts";

let review: Review | null = null;

/** Shows someone's work read-only, with a banner that says so. */
export function startReview(work: WorkFile, reviewed: Signal<WorkFile | null>, parts: LessonParts): void {
  review ??= openReview(reviewed, parts);
  review.begin(work);
  parts.say(words.work.reviewing);
}

function openReview(reviewed: Signal<WorkFile | null>, parts: LessonParts): Review {
  const made = new Review(reviewed, parts);
  const host = document.createElement("div");
  host.lang = words.language;
  document.querySelector("[data-notices]")?.before(host);
  render(<ReviewBanner review={made} parts={parts} />, host);
  return made;
}
