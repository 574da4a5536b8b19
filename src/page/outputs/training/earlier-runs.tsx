import type { Training } from "../../../protocol/output.ts";
import { words } from "../../../words/words.ts";
import { formatSignificant } from "../../ui/format.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import type { EarlierRun } from "./cell-training.ts";
import { byInterest, isValidation, plainName } from "./training-metrics.ts";

interface EarlierRunsProps {
  readonly runs: readonly EarlierRun[];
  readonly now: Training;
  readonly forget: () => void;
}

const MAXIMUM_COLUMNS = 6;

/** The legend of the earlier runs' curves: what was different in their code, and how they ended. */
export function EarlierRuns({ runs, now, forget }: EarlierRunsProps) {
  const names = metricNames([now, ...runs.map(({ output }) => output)]);
  return (
    <div class="earlier-runs">
      <ScrollBox label={words.outputs.earlierRuns}>
        <table>
          <caption>
            {hasValidation(now) ? words.outputs.comparedByValidation : words.outputs.compared}
          </caption>
          <Head names={names} />
          <tbody>
            <Row number="this" label="" output={now} names={names} />
            {runs.map((run, index) => (
              <Row
                key={run.id}
                number={String(index + 1)}
                label={run.label}
                output={run.output}
                names={names}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <button type="button" class="out-more" onClick={forget}>
        {words.outputs.forget}
      </button>
    </div>
  );
}

function Head({ names }: { readonly names: readonly string[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">{words.outputs.run}</th>
        <th scope="col">{words.outputs.different}</th>
        <th scope="col" class="is-number">
          {words.outputs.epochs}
        </th>
        {names.map((name) => (
          <th key={name} scope="col" class="is-number">
            {isValidation(name) ? words.outputs.val(plainName(name)) : plainName(name)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly number: string;
  readonly label: string;
  readonly output: Training;
  readonly names: readonly string[];
}

function Row({ number, label, output, names }: RowProps) {
  const last = output.rows.findLast(({ done }) => done);
  return (
    <tr>
      <th scope="row">{number}</th>
      <td class="earlier-label">{label}</td>
      <td class="is-number">{(output.earlierEpochs ?? 0) + output.rows.filter(({ done }) => done).length}</td>
      {names.map((name) => {
        const value = last?.metrics[name];
        return (
          <td key={name} class="is-number">
            {value == null ? "–" : formatSignificant(Number(value.toPrecision(4)))}
          </td>
        );
      })}
    </tr>
  );
}

function hasValidation({ curves }: Training): boolean {
  return curves.some(({ name, points }) => isValidation(name) && points.length > 0);
}

/** The most interesting metrics of the trainings, validation first. */
function metricNames(outputs: readonly Training[]): readonly string[] {
  const names = new Set(
    outputs.flatMap(({ rows }) => Object.keys(rows.find(({ done }) => done)?.metrics ?? {})),
  );
  return [...names]
    .sort(
      (one, other) =>
        Number(isValidation(other)) - Number(isValidation(one)) ||
        byInterest(plainName(one), plainName(other)),
    )
    .slice(0, MAXIMUM_COLUMNS);
}
