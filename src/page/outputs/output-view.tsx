import { assertNever } from "../../protocol/assert-never.ts";
import type { Output } from "../../protocol/output.ts";
import { CheckView } from "./check-view.tsx";
import { ControlView } from "./control-view.tsx";
import { DownloadView } from "./download-view.tsx";
import { ImageView } from "./image-view.tsx";
import { InspectView } from "./inspect-view.tsx";
import { PlotView } from "./plots/plot-view.tsx";
import { ProgressView } from "./progress-view.tsx";
import { TableView } from "./table-view.tsx";
import { TextView } from "./text-view.tsx";
import { TrainingView } from "./training/training-view.tsx";

/** One output of a cell. */
export function OutputView({ output }: { readonly output: Output }) {
  switch (output.type) {
    case "text":
      return <TextView output={output} />;
    case "table":
      return <TableView output={output} />;
    case "plot":
      return <PlotView output={output} />;
    case "image":
      return <ImageView output={output} />;
    case "progress":
      return <ProgressView output={output} />;
    case "training":
      return <TrainingView output={output} />;
    case "inspect":
      return <InspectView value={output.value} />;
    case "control":
      return <ControlView output={output} />;
    case "check":
      return <CheckView output={output} />;
    case "download":
      return <DownloadView output={output} />;
    default:
      return assertNever(output);
  }
}
