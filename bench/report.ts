import { machine, writeSection } from './page.js';

/** One row of the table of speed and size: a ratio to a limit that was measured in the same run. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  readonly ratio: string;
  readonly bar: string;
  readonly isWithinBar: boolean;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const perSecond = (value: number): string => `${whole(value)}/s`;

/** Of repetitions of one row the one whose ratio lies in the middle. */
export const middle = (repeated: readonly Row[]): Row =>
  repeated.toSorted((a, b) => Number(a.ratio) - Number(b.ratio))[Math.floor(repeated.length / 2)]!;

const loadApart =
  'The load comes from a process of its own on the same machine, so that server and load share its cores.';

/** How the rows of checks and commands are measured. */
export const notesOfChecks = `The load has 32 connections. The fixed answer has the size of a real one and passes the same guard and the same validation in the same process.
Each row but the start is repeated three times, with the middle shown. Open loop: requests are sent when they are due, however late earlier answers are, and latency counts from then. Cold: a store opened for this one check, none of its pages in the program's caches nor in the kernel's; the middle of 100.`;

/** Prints the rows and, where a part is named, writes them to the page. */
export const report = (part: string | undefined, rows: readonly Row[], settings: string, notes: string): void => {
  for (const row of rows)
    process.stdout.write(
      `${row.isWithinBar ? 'met   ' : 'MISSED'} ${row.what}: ${row.measured} of ${row.limit}, ${row.ratio} ` +
        `(bar ${row.bar})\n`,
    );
  if (part === undefined) return;
  const table = rows.map(
    ({ what, measured, limit, ratio, bar, isWithinBar }) =>
      `| ${what} | ${measured} | ${limit} | ${ratio} | ${bar} | ` +
      `${bar === '' ? '' : isWithinBar ? 'met' : '**missed**'} |`,
  );
  writeSection(
    part,
    `## ${settings}

Repeat with \`npm run bench -- ${process.argv.slice(2).join(' ')}\`. ${machine()}.

| what | measured | limit | ratio | bar | |
|---|---|---|---|---|---|
${table.join('\n')}

${loadApart} ${notes}
`,
  );
};
