import type { JSX } from "preact";
import { Button } from "../controls/button.tsx";
import { Segments } from "../controls/controls.tsx";
import { UndoIcon } from "../controls/icons.tsx";
import { useFigure } from "../figure-host.tsx";
import type { Drawing } from "./drawing.ts";

const TOOLS = [
  { value: "pen", label: "Pen" },
  { value: "eraser", label: "Eraser" },
] as const;

/** Pen and eraser, undo and clear. */
export function DrawingControls({ drawing }: { readonly drawing: Drawing }): JSX.Element {
  const { announce } = useFigure();
  const canUndo = drawing.canUndo.value;
  return (
    <span class="fig-drawing">
      <Segments
        label="Draw with"
        value={drawing.tool.value}
        options={TOOLS}
        onChange={(tool) => {
          drawing.tool.value = tool;
        }}
      />
      <Button
        label="Undo the last stroke"
        disabled={!canUndo}
        onClick={() => {
          drawing.undo();
          announce("The last stroke is undone.");
        }}
      >
        <UndoIcon />
      </Button>
      <Button
        onClick={() => {
          drawing.clear();
          announce("The drawing is empty.");
        }}
      >
        Clear
      </Button>
      <span class="fig-remark">
        {drawing.tool.value === "pen" ? "Draw on the picture" : "Erase parts of the picture"}, or move with
        arrow keys and press Space.
      </span>
    </span>
  );
}
