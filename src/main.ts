import { startPage, updateLesson } from "./page/start.ts";

startPage();

// In development an edited lesson is sent by the server; cells keep their state and the reader their place.
import.meta.hot?.on("lectern:lesson", ({ slug, body }: { slug: string; body: string }) => {
  if (location.pathname.includes(`/lessons/${slug}/`)) updateLesson(body);
});
