export const ui = {
  close: "Close",
  notLoaded: (what: string) => `${what} could not be loaded.`,
  openInEditor: "Open in the editor",
  keysMissing: "Couldn't load the list of keys. Check your connection and try again.",
  partRemoved:
    "A part of this page is gone, because a new version of the site was published. Reload the page.",
  links: "Links",
};
