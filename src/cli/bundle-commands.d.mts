/** The file of the bundle of the commands; null if there is none, and none can be made. */
export function bundledCommands(
  root: string,
  make?: (root: string, folder: string) => Promise<void>,
): Promise<string | null>;

/** Bundles the commands into the folder of a package that is about to be published. */
export function prebuildCommands(root: string): Promise<void>;
