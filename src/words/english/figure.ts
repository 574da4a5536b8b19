export const figure = {
  unknown: (name: string) => `There is no figure "${name}".`,
  filesMissing: "The figure's files could not be loaded.",
  notLoaded: "This figure could not be loaded. Check your connection and try again.",
  lastResort: "If that doesn't help, reload the page: your edits are saved.",
  notPrinted:
    "This figure had not been loaded yet. Close this and print again, with the page's own menu or Ctrl-P.",
  loading: "Loading the figure…",
  notDrawn: (reason: string) => `This figure could not be drawn. ${reason}`,
};
