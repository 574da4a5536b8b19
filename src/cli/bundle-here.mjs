// A process of its own for the bundle of the commands, so that its memory is free again when the command runs.
import { bundleHere } from "./bundle-commands.mjs";

const [root, folder] = process.argv.slice(2);
await bundleHere(root, folder);
