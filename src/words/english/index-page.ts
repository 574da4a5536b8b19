export const indexPage = {
  title: "Lectures to read, run and change",
  description: "Interactive lecture notebooks that run in your browser.",
  noLesson: "There is no lesson yet. Add a Markdown file to the lessons folder.",
  standfirst:
    "Each lecture is a page with interactive figures and code that runs in your browser, on your own machine.",
  moreLessons: "More lessons",
  draft: "Draft",
};
