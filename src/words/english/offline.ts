export const offline = {
  newVersion: (consequence: string) =>
    `There is a new version of these pages. Changing to it reloads this page: ${consequence}`,
  changeNow: "Change now",
  insecure: "Browsers keep pages for offline use only from addresses that begin with https.",
  unsupported: "This browser can't keep these pages: service workers are disabled, or the window is private.",
  none: "These pages are not kept in this browser.",
  storing: "These pages are being stored in this browser.",
  all: "Kept in this browser: everything here opens and runs without a network.",
  pagesOnly:
    "Kept in this browser: these pages open without a network. To run the cells without one, keep the data too.",
  changed: (path: string) =>
    `${path === "" ? "The first page" : path} is not as it was built: a new version may be being published, or the host changes the site's files. Try again later.`,
  full: (size: string) =>
    `The site (${size}) does not fit into this browser's storage, and nothing was kept. Free some space, for example by removing what other sites have stored, and try again.`,
  interrupted: "The connection was interrupted. Check it and try again: what has arrived is kept.",
  status: (status: number, path: string) => `The server answered ${status} for ${path}. Try again later.`,
  cancelled: "Storing these pages was cancelled.",
  storage: (reason: string) => `This browser can't store the site (${reason}).`,
  keepsEdits: "your edits are kept, variables and trained networks are not.",
  losesEdits: "this browser can't save your edits, so download your work first, from the menu More.",
  partGone: (consequence: string) =>
    `A new version of this site was published after you opened this page, and a part that is needed now is gone. Reload the page to continue: ${consequence}`,
  kept: "kept",
  sizeKept: (size: string) => `${size}, kept`,
  notKept: (size: string) => `${size}, not kept`,
  partKept: (part: string, whole: string) => `${part} of ${whole} kept`,
  keep: "Keep for offline use",
  label: "Offline use",
  changeVersion: "Change to the new version",
  pages: "These pages",
  storingWhat: (what: string) => `Storing ${what}`,
  remove: "Remove",
  title: "Offline",
  panelMissing: "This part of the menu could not be loaded. Check your connection.",
  cannotSave:
    "This browser can't save your edits, and reloading this page loses them. Download your work first, from the menu More.",
  reloadAnyway: "Reload anyway",
  workerEnded: "the service worker ended",
};
