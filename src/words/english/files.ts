export const files = {
  handed: (name: string) => `${name} was handed to the browser.`,
  gone: "The file is no longer in memory. Run the cell again to get it.",
  damaged: (name: string) => `${name} is damaged. Run the cell again.`,
  beingRead: (name: string) => `${name} is still being read.`,
  notAPicture: "it is not a picture that this browser can read. Save it as PNG, JPEG or WebP.",
  cannotDraw: "this browser cannot draw it.",
  sizeImpossible: (size: string, most: number) =>
    `${size} pixels are not possible (1 to ${most} on each side). Give a smaller size, as in { width: 640 }.`,
  notLoaded: (path: string) => `${path} cannot be loaded. Check your connection, and run the cell again.`,
  notLoadedStatus: (path: string, status: number) =>
    `${path} cannot be loaded: the site answered with status ${status}. Try again later, or tell the author.`,
  asksFor: (cell: string, types: string) => `The cell ${cell} asks for a file${types}`,
  readHere: "The cell reads the file that you choose on this machine. It isn't sent anywhere.",
  choose: "Choose a file …",
  tooLarge: (name: string, size: number, most: number) =>
    `${name} is too large: ${size.toFixed(1)} MB. The limit is ${most} MB.`,
  notChosen: "No file was chosen. Run the cell again to choose one.",
  asks: (cell: string) => `The cell ${cell} asks for a file.`,
  unreadable: (name: string) => `${name} cannot be read. Is it open in another program, or gone?`,
};
