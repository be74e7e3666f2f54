import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runHere } from './support/command-line.js';
import { compiled } from './support/compiled.js';
import { freshFolder } from './support/folder.js';

const readme = readFileSync('README.md', 'utf8');

/** The lines of all code blocks, without their remarks. */
const lines = [...readme.matchAll(/^```\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block]) => block!.trim().split('\n'))
  .map((line) => line.replace(/\s+#.*$/, ''));
const prefix = 'node dist/src/cli.js ';
const commands = lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length).split(/\s+/));
const curl = lines.find((line) => line.startsWith('curl '))!;

const work = freshFolder();
const home = join(work, /^export LEDGER_HOME=(\S+)$/m.exec(lines.join('\n'))![1]!);
const env = { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', LEDGER_HOME: home, PORT: '0' };
const program = (): string => join(compiled(), 'src/cli.js');
const run = (args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program(), ...args], {
    cwd: work,
    env,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, errors: stderr };
};

describe('the lines of README.md', () => {
  const servers = new Set<ReturnType<typeof spawn>>();
  afterAll(() => {
    for (const server of servers) server.kill('SIGKILL');
  });

  it('name scripts of package.json, which run programs of the sources', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name]) => name!).filter((n) => n !== 'ci');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const programs = named.flatMap((name) => [...scripts[name]!.matchAll(/dist\/(\S+)\.js/g)].map(([, path]) => path!));
    expect(programs.filter((path) => !existsSync(`${path}.ts`))).toEqual([]);
  });

  it('import a file, create a key, and serve an answer', async () => {
    const serve = commands.at(-1)!;
    expect(serve).toEqual(['serve']);
    const ended = commands.slice(0, -1).map((args) => ({ args, ...run(args) }));
    expect(ended.map(({ args, code, errors }) => [args[0], code, errors.includes('Error')])).toEqual(
      ended.map(({ args }) => [args[0], 0, false]),
    );
    expect(ended.find(({ args }) => args.includes('--dry-run'))!.out).not.toBe('');
    expect(existsSync(join(work, 'out.csv'))).toBe(true);
    const key = /slk_\S+/.exec(ended.at(-1)!.out)![0];

    const server = spawn(process.execPath, [program(), ...serve], { cwd: work, env });
    servers.add(server);
    let log = '';
    server.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
    const address = () => /"url":"(http:[^"]+)","msg":"listening"/.exec(log)?.[1];
    while (address() === undefined) await once(server.stdout, 'data');
    const [, header, value, url] = /-H '([^:]+): ([^']+)' '([^']+)'/.exec(curl)!;
    const get = async (path: string) => {
      const headers = { [header!]: value!.replace('slk_…', key) };
      const response = await fetch(path.replace('http://127.0.0.1:3000', address()!), { headers });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    while ((await get('http://127.0.0.1:3000/health/ready')).status !== 200);
    const { body } = await get('http://127.0.0.1:3000/api/v1/contracts');
    const [{ customerId }] = body['items'] as [{ customerId: string }];
    const answer = await get(url!.replace('cus_…', customerId));
    expect([answer.status, answer.body]).toEqual([
      200,
      expect.objectContaining({ customerId, service: 'maintenance', receipt: expect.any(String) }),
    ]);
    expect((await fetch(`${address()!}/docs`)).status).toBe(200);
    server.kill('SIGTERM');
    expect(await once(server, 'close')).toEqual([0, null]);
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
