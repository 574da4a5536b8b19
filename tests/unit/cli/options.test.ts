import { describe, expect, test } from "vitest";
import { readOptions } from "../../../src/cli/options.ts";

describe("the options of a command", () => {
  test("are parsed", () => {
    expect(readOptions([], ["strict", "port"])).toEqual({ strict: false, offline: true, port: null });
    expect(readOptions(["--strict", "--port", "5000"], ["strict", "port"])).toEqual({
      strict: true,
      offline: true,
      port: 5000,
    });
    expect(readOptions(["--no-offline"], ["no-offline"]).offline).toBe(false);
    expect(readOptions(["--port=0"], ["port"]).port).toBe(0);
  });

  test.each([
    [["--strickt"], "Unknown option '--strickt'. This command takes --strict, --port <number>."],
    [["lesson.md"], "Unexpected argument 'lesson.md'"],
    [["--port"], "--port"],
    [["--port", "ten"], '--port is "ten". Give a whole number from 0 to 65535.'],
    [["--port", "70000"], '--port is "70000"'],
  ])("%j is refused", (args, message) => {
    expect(() => readOptions(args, ["strict", "port"])).toThrow(message);
  });

  test("an option of another command is refused", () => {
    expect(() => readOptions(["--port", "1"], ["strict"])).toThrow("This command takes --strict.");
  });

  test("a command without options says so", () => {
    expect(() => readOptions(["lesson.md"], [])).toThrow("This command takes no options.");
  });
});
