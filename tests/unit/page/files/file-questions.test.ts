import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { FileQuestions } from "../../../../src/page/files/file-questions.ts";
import { CellId } from "../../../../src/protocol/ids.ts";
import { MAXIMUM_FILE_BYTES } from "../../../../src/protocol/lesson-file.ts";

const cell = v.parse(CellId, "own-data");

function ask(accept = ".csv") {
  const said: string[] = [];
  const questions = new FileQuestions((text) => said.push(text));
  const abort = new AbortController();
  const answer = questions.ask(cell, accept, abort.signal);
  const question = () => {
    const open = questions.open.value;
    if (open === null) throw new Error("There is no question.");
    return open;
  };
  return { questions, said, abort, answer, question };
}

describe("a question for a file", () => {
  test("is announced, and answered with the file's name and bytes", async () => {
    const { questions, said, answer, question } = ask();
    expect(said).toEqual(["The cell own-data asks for a file."]);
    await question().choose(new File(["a,b"], "own.csv"));
    const { file, bytes } = await answer;
    expect([file.name, Buffer.from(bytes).toString()]).toEqual(["own.csv", "a,b"]);
    expect(questions.open.value).toBeNull();
  });

  test("stays open if the file is too large or cannot be read, and says so", async () => {
    const { said, answer, question } = ask();
    const large = new File(["x"], "large.csv");
    Object.defineProperty(large, "size", { value: MAXIMUM_FILE_BYTES + 1 });
    await question().choose(large);
    expect(question().problem).toBe("large.csv is too large: 30.0 MB. The limit is 30 MB.");
    const gone = new File(["x"], "gone.csv");
    Object.defineProperty(gone, "arrayBuffer", { value: () => Promise.reject(new Error("NotFound")) });
    await question().choose(gone);
    expect(question().problem).toBe("gone.csv cannot be read. Is it open in another program, or gone?");
    expect(said.slice(1)).toEqual([
      expect.stringContaining("too large"),
      expect.stringContaining("cannot be read"),
    ]);
    await question().choose(new File(["y"], "good.csv"));
    expect((await answer).file.name).toBe("good.csv");
  });

  test("can be declined", async () => {
    const { questions, answer, question } = ask();
    question().decline();
    await expect(answer).rejects.toThrow("No file was chosen. Run the cell again to choose one.");
    expect(questions.open.value).toBeNull();
  });

  test("ends with the run, also while the file is read", async () => {
    const { questions, abort, answer, question } = ask();
    const choosing = question().choose(new File(["x"], "late.csv"));
    abort.abort(new Error("ended"));
    await choosing;
    await expect(answer).rejects.toThrow("ended");
    expect(questions.open.value).toBeNull();
  });

  test("passes only types of files on", () => {
    const accept = '.csv, text/plain,image/*,"><img>,<b>,.a b,everything, .tar-gz';
    expect(ask(accept).question().accept).toBe(".csv,text/plain,image/*,.tar-gz");
    expect(ask("").question().accept).toBe("");
  });
});
