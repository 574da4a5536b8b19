import type { Block } from "../../../lesson/lesson.ts";
import { assertNever } from "../../../protocol/assert-never.ts";
import { DivView } from "./div-view.tsx";
import { ExerciseView } from "./exercise-view.tsx";
import { FigureView } from "./figure-view.tsx";
import { Html } from "./html.tsx";
import { ListingView } from "./listing-view.tsx";
import { ProblemView } from "./problem-view.tsx";
import { heightOfProse, reserve } from "./reserved-height.ts";
import { StaticCell } from "./static-cell.tsx";

/** A block of a lesson on the prerendered page. */
function BlockView({ block }: { readonly block: Block }) {
  switch (block.type) {
    case "prose":
      return <Html class="prose" html={block.html} style={reserve(heightOfProse(block.passages))} />;
    case "listing":
      return <ListingView language={block.language} html={block.html} />;
    case "cell":
      return <StaticCell {...block} />;
    case "figure":
      return <FigureView figure={block.figure} />;
    case "exercise":
      return (
        <ExerciseView exercise={block.exercise} renderBlocks={(blocks) => <BlocksView blocks={blocks} />} />
      );
    case "div":
      return (
        <DivView block={block}>
          <BlocksView blocks={block.blocks} />
        </DivView>
      );
    case "notes":
      return <NotesView blocks={block.blocks} />;
    case "problem":
      return <ProblemView problem={block.problem} />;
    default:
      return assertNever(block);
  }
}

/** For the speaker: hidden on the page and on paper, and copied into the presenter view. Problems in them are shown. */
function NotesView({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <>
      <aside class="notes" data-notes hidden>
        <BlocksView blocks={blocks.filter(({ type }) => type !== "problem")} />
      </aside>
      <BlocksView blocks={blocks.filter(({ type }) => type === "problem")} />
    </>
  );
}

export function BlocksView({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={`${index}`} block={block} />
      ))}
    </>
  );
}
