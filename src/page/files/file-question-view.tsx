import { useRef } from "preact/hooks";
import { words } from "../../words/words.ts";
import type { FileQuestion } from "./file-questions.ts";

/** The question of a cell for a file, with the button that opens the browser's dialog. */
export function FileQuestionView({ question }: { readonly question: FileQuestion }) {
  const input = useRef<HTMLInputElement>(null);
  const { cell, accept, problem, choose, decline } = question;
  const types = accept === "" ? "" : ` (${accept.replaceAll(",", ", ")})`;
  return (
    <fieldset class="file-question" data-file-question>
      <legend>{words.files.asksFor(cell, types)}</legend>
      <p>{problem ?? words.files.readHere}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.item(0);
          currentTarget.value = "";
          if (file != null) void choose(file);
        }}
      />
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {words.files.choose}
      </button>
      <button type="button" class="button" data-decline onClick={decline}>
        {words.work.cancel}
      </button>
    </fieldset>
  );
}
