// Runs a command in a process of its own for another command, which has prepared the folders.
import { runCommand } from "./command-line.mjs";

process.exit(await runCommand(process.argv[2], process.argv.slice(3)));
