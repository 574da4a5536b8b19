import { siteDelivery } from "./page/delivery/site-delivery.ts";
import { type EditedPage, listProblems, startPage, updateLesson } from "./page/start.ts";
import type { Problem } from "./protocol/problem.ts";

startPage(siteDelivery);

function isOpen(slug: string): boolean {
  return decodeURI(location.pathname).includes(`/lessons/${slug}/`);
}

// In development the server sends an edited lesson, which replaces the text without a reload.
import.meta.hot?.on("lectern:lesson", ({ slug, ...page }: EditedPage & { slug: string }) => {
  if (isOpen(slug)) updateLesson(page);
});
import.meta.hot?.on("lectern:removed", ({ slug, problem }: { slug: string; problem: Problem }) => {
  if (isOpen(slug)) void listProblems([problem]);
});
// The list of lessons has nothing to lose.
import.meta.hot?.on("lectern:list", () => {
  if (!location.pathname.includes("/lessons/")) location.reload();
});
// Something may have changed since the page was rendered.
if (import.meta.hot) {
  const rendered = document.querySelector<HTMLMetaElement>('meta[name="lectern-rendered"]')?.content;
  import.meta.hot.on("lectern:outdated", () => location.reload());
  import.meta.hot.send("lectern:opened", { path: location.pathname, rendered: Number(rendered) });
}
