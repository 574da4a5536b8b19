import { words } from "../../words/words.ts";
import "./problem-overlay.css";
import { useSignal } from "@preact/signals";
import { render } from "preact";
import type { Problem } from "../../protocol/problem.ts";
import { ProblemLocation } from "../ui/problem-location.tsx";
import { WithCode } from "../ui/with-code.tsx";

/** In development: lists the problems of the lesson over its page, with file, line and column. */
export function showProblems(problems: readonly Problem[]): void {
  const host = document.querySelector("[data-problems]") ?? document.createElement("div");
  if (!host.isConnected) {
    host.setAttribute("data-problems", "");
    document.body.append(host);
  }
  render(problems.length === 0 ? null : <Overlay key={JSON.stringify(problems)} problems={problems} />, host);
}

function Overlay({ problems }: { readonly problems: readonly Problem[] }) {
  const isOpen = useSignal(true);
  const title = words.shell.problemsHere(problems.length);
  return (
    <section class="overlay" aria-label={title} lang={words.language}>
      <button
        type="button"
        class="button"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        {isOpen.value ? words.shell.hide(title) : title}
      </button>
      {isOpen.value ? (
        <ol>
          {problems.map((problem, index) => (
            <li key={`${index}`}>
              <p lang="en">
                <strong>
                  <WithCode text={problem.message} />
                </strong>{" "}
                <WithCode text={problem.remedy} />
              </p>
              <ProblemLocation location={problem} />
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}
