import { siteDelivery } from "./page/delivery/site-delivery.ts";
import { type EditedPage, startPage, updateLesson } from "./page/start.ts";

startPage(siteDelivery);

// In development the server sends an edited lesson, which replaces the text without a reload.
import.meta.hot?.on("lectern:lesson", ({ slug, ...page }: EditedPage & { slug: string }) => {
  if (location.pathname.includes(`/lessons/${slug}/`)) updateLesson(page);
});
