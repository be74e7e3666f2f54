import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runHere } from './support/command-line.js';
import { freshFolder } from './support/folder.js';

const readme = readFileSync('README.md', 'utf8');

const work = freshFolder();

describe('the lines of README.md', () => {
  it('name scripts of package.json, which run programs of the sources', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name]) => name!).filter((n) => n !== 'ci');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const programs = named.flatMap((name) => [...scripts[name]!.matchAll(/dist\/(\S+)\.js/g)].map(([, path]) => path!));
    expect(programs.filter((path) => !existsSync(`${path}.ts`))).toEqual([]);
  });
});

/** `check --vendor V …`: the words of the command, and the options that README.md names for it. */
const listed = [...readme.matchAll(/^\| (`.+`) \|/gm)]
  .flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, text]) => text!.replaceAll('\\|', '|')))
  .filter((text) => /^[a-z]+(?: |$)/.test(text))
  .flatMap((text) => {
    const options = text.match(/--[a-z-]+/g) ?? [];
    const [name, ...rest] = text.split(/ (?=[A-Z[-])/)[0]!.split(' ');
    const subcommands = rest.filter((word) => word !== '|');
    return subcommands.length === 0
      ? [{ args: [name!], options }]
      : subcommands.map((word) => ({ args: [name!, word], options }));
  });

describe('the commands that README.md lists', () => {
  it.each(listed)('$args has the options $options', async ({ args, options }) => {
    const { code, out } = await runHere(work, [...args, '--help']);
    expect([code, options.filter((option) => !out.includes(`${option} `))]).toEqual([0, []]);
  });

  it('are all that the program has', async () => {
    const { out } = await runHere(work, ['--help']);
    const known = [...out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!).filter((name) => name !== 'help');
    expect(new Set(listed.map(({ args }) => args[0]))).toEqual(new Set(known));
  });
});

/** As GitHub names the place of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const documents = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name)),
  ...['src', 'domain', 'projections', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ),
].filter((name) => name.endsWith('.md'));

describe('links of documents', () => {
  it.each(documents)('%s: each leads to a file, and to a heading of it', (document) => {
    const links = [...readFileSync(document, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const broken = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [path, anchor] = link.split('#');
      const target = path === '' ? document : join(dirname(document), path!);
      if (!existsSync(target)) return true;
      if (anchor === undefined) return false;
      const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text]) => anchorOf(text!));
      return !headings.includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});
