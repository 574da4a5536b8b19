/** Bundles the commands into the folder of a package that is about to be published. */
export function prebuildCommands(root: string): Promise<void>;
