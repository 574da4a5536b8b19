import { useSignal } from "@preact/signals";
import { useContext } from "preact/hooks";
import type { Epoch, Training } from "../../../protocol/output.ts";
import { words } from "../../../words/words.ts";
import { duration, formatCount, formatSignificant, stepDuration, withMark } from "../../ui/format.ts";
import { type Numbers, NumbersTable } from "../numbers-table.tsx";
import { CellTrainingContext } from "./cell-training.ts";
import { EarlierRuns } from "./earlier-runs.tsx";
import { TrainingChart } from "./training-chart.tsx";
import { TrainingControls } from "./training-controls.tsx";
import { byInterest, curvesByMetric, isValidation, plainName } from "./training-metrics.ts";

const SHOWN_EPOCHS = 6;
const MAXIMUM_EPOCHS = 500;
const MAXIMUM_METRICS = 8;
const SHOWN_CHANGES = 8;

/** The progress of `model.fit`: a row with a bar per epoch, and the curves. */
export function TrainingView({ output }: { readonly output: Training }) {
  const all = useSignal(false);
  const first = Math.max(0, output.rows.length - (all.value ? MAXIMUM_EPOCHS : SHOWN_EPOCHS));
  const metrics = curvesByMetric(output)
    .filter((metric) => metric.training.length + metric.validation.length > 0)
    .slice(0, MAXIMUM_METRICS);
  const cell = useContext(CellTrainingContext);
  const runs = cell?.earlierThan(output) ?? [];
  return (
    <div data-output="progress" class="out-training">
      {first > 0 && !all.value ? (
        <button type="button" class="out-more" onClick={() => (all.value = true)}>
          {words.outputs.showEpochs(output.rows.length)}
        </button>
      ) : null}
      <Epochs output={output} first={first} scrolls={all.value} />
      <TrainingControls output={output} />
      {output.stopped ? <p class="out-note">{words.outputs.stopped}</p> : null}
      {output.notCompiled === undefined ? null : (
        <p class="out-note">
          {words.outputs.notCompiled} <span lang="en">{output.notCompiled}</span>.
        </p>
      )}
      <Notes output={output} />
      <div class="charts">
        {metrics.map((metric) => (
          <TrainingChart key={metric.name} metric={metric} epochs={output.epochs} earlier={runs} />
        ))}
      </div>
      {cell === null || runs.length === 0 ? null : (
        <EarlierRuns runs={runs} now={output} forget={cell.forgetEarlier} />
      )}
      <Foot output={output} download={cell?.download} />
    </div>
  );
}

interface EpochsProps {
  readonly output: Training;
  /** The index of the first row that is shown. */
  readonly first: number;
  readonly scrolls: boolean;
}

function Epochs({ output, first, scrolls }: EpochsProps) {
  const { rows, stopped, control, earlierEpochs = 0 } = output;
  return (
    <div class={scrolls ? "epochs out-scroll" : "epochs"}>
      {rows.slice(first).map((row, index) => (
        <EpochRow
          key={first + index}
          number={earlierEpochs + first + index + 1}
          row={row}
          stopped={stopped}
          paused={control?.paused ?? false}
        />
      ))}
    </div>
  );
}

interface FootProps {
  readonly output: Training;
  readonly download: ((output: Training) => void) | undefined;
}

/** The numbers as a table, and as a file. */
function Foot({ output, download }: FootProps) {
  const { rows, earlierEpochs = 0 } = output;
  if (rows.length === 0) return null;
  return (
    <div class="training-foot">
      <TrainingNumbers rows={rows} earlier={earlierEpochs} />
      {download === undefined || !rows.some(({ done }) => done) ? null : (
        <button type="button" class="out-more" onClick={() => download(output)}>
          {words.outputs.logAsCsv}
        </button>
      )}
    </div>
  );
}

/** How the training differed from what the code says. */
function Notes({
  output: { continuedFrom, learningRates = [], epochs, rows },
}: {
  readonly output: Training;
}) {
  const changes = learningRates.slice(1, 1 + SHOWN_CHANGES);
  return (
    <>
      {continuedFrom === undefined ? null : (
        <p class="out-note">
          {continuedFrom >= epochs && rows.length > 0
            ? words.outputs.restored
            : words.outputs.continued(continuedFrom)}
        </p>
      )}
      {changes.length === 0 ? null : (
        <p class="out-note">
          {words.outputs.ratesByHand}{" "}
          {changes
            .map(([at, rate]) =>
              words.outputs.rateFrom(formatSignificant(rate), formatSignificant(Number(at.toFixed(2)))),
            )
            .join(", ")}
          {learningRates.length > 1 + SHOWN_CHANGES ? " …" : ""}.
        </p>
      )}
    </>
  );
}

interface EpochRowProps {
  readonly number: number;
  readonly row: Epoch;
  readonly stopped: boolean;
  readonly paused: boolean;
}

function EpochRow({ number: epoch, row, stopped, paused }: EpochRowProps) {
  const share = row.done ? 1 : row.steps === null || row.steps === 0 ? 0 : Math.min(1, row.step / row.steps);
  return (
    <div class="epoch">
      <span class="epoch-name">{words.outputs.epoch(epoch)}</span>
      <progress aria-label={words.outputs.epoch(epoch)} value={share} max={1} />
      <span class="epoch-words">
        {(row.done || stopped ? finishedParts(row) : runningParts(row, paused)).map(withDots)}
      </span>
    </div>
  );
}

interface Part {
  readonly text: string;
  readonly validation: boolean;
}

function withDots(part: Part, index: number) {
  return (
    <span key={`${index}`}>
      {index > 0 ? " · " : ""}
      <span class={part.validation ? "epoch-part is-validation" : "epoch-part"}>{part.text}</span>
    </span>
  );
}

function finishedParts(row: Epoch): readonly Part[] {
  return [{ text: duration(row.ms), validation: false }, ...metricParts(row), ...validationParts(row)];
}

function runningParts(row: Epoch, paused: boolean): readonly Part[] {
  const perStep = row.step > 0 ? row.ms / row.step : 0;
  const left = row.steps === null || row.step === 0 ? null : perStep * (row.steps - row.step);
  const plain = (text: string): Part => ({ text, validation: false });
  return [
    plain(
      row.steps === null
        ? words.outputs.stepNumber(formatCount(row.step))
        : `${formatCount(row.step)} / ${formatCount(row.steps)}`,
    ),
    ...(perStep > 0 ? [plain(words.outputs.perStep(stepDuration(perStep)))] : []),
    ...(left === null || paused ? [] : [plain(words.outputs.timeLeft(duration(Math.max(0, left))))]),
    ...metricParts(row),
  ];
}

function metricParts(row: Epoch): readonly Part[] {
  return Object.entries(row.metrics)
    .filter(([name]) => !isValidation(name))
    .slice(0, MAXIMUM_METRICS)
    .map(([name, value]) => ({ text: `${plainName(name)} ${formatMetric(value)}`, validation: false }));
}

/** The most important validation metric; the others are in the table. */
function validationParts(row: Epoch): readonly Part[] {
  const [main] = Object.entries(row.metrics)
    .filter(([name]) => isValidation(name))
    .sort(([one], [other]) => byInterest(plainName(one), plainName(other)));
  return main === undefined
    ? []
    : [{ text: `${words.outputs.val(plainName(main[0]))} ${formatMetric(main[1])}`, validation: true }];
}

function formatMetric(value: number | null): string {
  return value === null ? "NaN" : withMark(value.toFixed(3));
}

interface TrainingNumbersProps {
  readonly rows: readonly Epoch[];
  /** How many epochs were over before the first row. */
  readonly earlier: number;
}

function TrainingNumbers({ rows, earlier }: TrainingNumbersProps) {
  return <NumbersTable caption={words.outputs.epochNumbers} read={() => epochNumbers(rows, earlier)} />;
}

function epochNumbers(rows: readonly Epoch[], earlier: number): Numbers {
  const metrics = metricNames(rows);
  const labels = metrics.map((name) =>
    isValidation(name) ? words.outputs.validationOf(plainName(name)) : plainName(name),
  );
  return {
    columns: [words.outputs.epochColumn, words.outputs.seconds, ...labels],
    rows: rows.map((row, index) => [
      String(earlier + index + 1),
      withMark((row.ms / 1000).toFixed(1)),
      ...metrics.map((name) => {
        const value = row.metrics[name];
        return value === undefined || value === null ? "–" : formatSignificant(value);
      }),
    ]),
  };
}

/** The metrics of the rows in order of appearance, up to the number that is shown. */
function metricNames(rows: readonly Epoch[]): readonly string[] {
  const names = new Set<string>();
  for (const { metrics } of rows) {
    for (const name of Object.keys(metrics)) {
      names.add(name);
      if (names.size === 2 * MAXIMUM_METRICS) return [...names];
    }
  }
  return [...names];
}
