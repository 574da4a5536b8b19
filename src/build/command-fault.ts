/** A fault that whoever gave the command can mend: its message is all there is to say, and no stack helps. */
export class CommandFault extends Error {
  override readonly name = "CommandFault";
}
