import type { JSX } from "preact";
import { figureWords } from "../../../words/figure-words.ts";
import { Button } from "../controls/button.tsx";
import { Segments } from "../controls/controls.tsx";
import { UndoIcon } from "../controls/icons.tsx";
import { useFigure } from "../figure-host.tsx";
import type { Drawing } from "./drawing.ts";

/** Pen and eraser, undo and clear. */
export function DrawingControls({ drawing }: { readonly drawing: Drawing }): JSX.Element {
  const { announce } = useFigure();
  const canUndo = drawing.canUndo.value;
  return (
    <span class="fig-drawing">
      <Segments
        label={figureWords.parts.drawWith}
        value={drawing.tool.value}
        options={[
          { value: "pen", label: figureWords.parts.pen },
          { value: "eraser", label: figureWords.parts.eraser },
        ]}
        onChange={(tool) => {
          drawing.tool.value = tool;
        }}
      />
      <Button
        label={figureWords.parts.undoStroke}
        disabled={!canUndo}
        onClick={() => {
          drawing.undo();
          announce(figureWords.parts.strokeUndone);
        }}
      >
        <UndoIcon />
      </Button>
      <Button
        onClick={() => {
          drawing.clear();
          announce(figureWords.parts.drawingEmpty);
        }}
      >
        {figureWords.parts.clear}
      </Button>
      <span class="fig-remark">
        {drawing.tool.value === "pen" ? figureWords.parts.drawHelp : figureWords.parts.eraseHelp}
      </span>
    </span>
  );
}
