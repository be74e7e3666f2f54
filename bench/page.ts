import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

const page = 'docs/performance.md';
const head = `# Performance

Ratios to limits measured in the same run, on the same machine; the absolute figures move with it. Programs write this page, each its own part.
`;

/** The machine and the day, for a part's settings. */
export const machine = (): string =>
  `Machine: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, ` +
  `${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; ` +
  `${new Date().toISOString().slice(0, 10)}`;

/** Puts a part into the page in place of the one of the same name; the others stay. */
export const writeSection = (name: string, text: string): void => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const before = existsSync(page) ? readFileSync(page, 'utf8') : head;
  const header = before.includes('<!-- ') ? before : head;
  const part = `${begin}\n${text.trim()}\n${end}`;
  const at = header.indexOf(begin);
  writeFileSync(
    page,
    at === -1
      ? `${header.trimEnd()}\n\n${part}\n`
      : header.slice(0, at) + part + header.slice(header.indexOf(end) + end.length),
  );
};
