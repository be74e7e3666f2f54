import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine, writeSection } from '../../dist/bench/page.js';
import { stores } from './stores.mjs';

const seconds = Number(/--seconds[= ](\d+)/.exec(process.argv.slice(2).join(' '))?.[1] ?? 2);
const here = import.meta.dirname;
const say = (what) => process.stdout.write(`${what}\n`);

const ran = (command, args, options = {}) => {
  const { status, stderr, stdout, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status !== 0)
    throw new Error(`${command} ${args[0]} ended with ${status}: ${stderr || stdout || error?.message}`);
  return stdout;
};

/** A PostgreSQL cluster of its own with the settings it comes with: fsync and synchronous_commit are on. */
const postgres = () => {
  const bin = readdirSync('/usr/lib/postgresql')
    .map((version) => `/usr/lib/postgresql/${version}/bin`)
    .sort()
    .at(-1);
  const home = mkdtempSync(join(tmpdir(), 'service-ledger-postgres-'));
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(ran('id', [flag, 'postgres'])));
  chmodSync(home, 0o755);
  const data = join(home, 'data');
  mkdirSync(data);
  chownSync(data, uid, gid);
  const options = { uid, gid, cwd: data, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
  ran(`${bin}/initdb`, ['-D', data, '-A', 'trust', '-U', 'postgres'], options);
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn(
    `${bin}/postgres`,
    ['-D', data, '-p', String(port), '-c', `unix_socket_directories=${data}`, '-c', 'listen_addresses=127.0.0.1'],
    { ...options, stdio: 'ignore' },
  );
  const sql = (text, database = 'postgres') =>
    ran(`${bin}/psql`, ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-d', database, '-Atc', text]).trim();
  for (let tries = 0; ; tries += 1) {
    try {
      sql('select 1');
      break;
    } catch (error) {
      if (tries > 100) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
  let databases = 0;
  return {
    version: sql('show server_version'),
    settings: ['fsync', 'synchronous_commit', 'wal_sync_method']
      .map((name) => `${name}=${sql(`show ${name}`)}`)
      .join(', '),
    pid: server.pid,
    /** A fresh database. */
    url: () => {
      databases += 1;
      sql(`create database bench_${databases}`);
      return `postgresql://postgres@127.0.0.1:${port}/bench_${databases}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.once('exit', () => resolve(rmSync(home, { recursive: true, force: true })));
        server.kill('SIGINT');
      }),
  };
};

const cluster = existsSync('/usr/lib/postgresql') ? postgres() : undefined;
if (cluster === undefined)
  say('PostgreSQL is not installed (apt-get install -y postgresql): its two peers are left out');
const names = Object.keys(stores).filter((name) => stores[name].needs === 'folder' || cluster !== undefined);

/** Each work begins with an empty store. */
const place = (name) =>
  stores[name].needs === 'url'
    ? { url: cluster.url() }
    : { folder: mkdtempSync(join(tmpdir(), 'service-ledger-peer-')) };
const worked = (name, task, where = place(name)) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(here, 'work.mjs')], { stdio: ['pipe', 'pipe', 'pipe'] });
    let [out, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
    child.stdin.end(JSON.stringify({ name, ...where, ...task }));
    const limit = setTimeout(() => child.kill('SIGKILL'), 120_000);
    child.on('close', (code) => {
      clearTimeout(limit);
      if (where.folder !== undefined) rmSync(where.folder, { recursive: true, force: true });
      const last = out.slice(out.lastIndexOf('{"appends"'));
      resolve(
        code === 0 && last.startsWith('{')
          ? JSON.parse(last)
          : {
              appends: 0,
              perSecond: 0,
              failed: 1,
              faults: 0,
              firstFault: (errors || `ended with ${code}`).trim().split('\n').at(-1),
            },
      );
    });
  });

const works = [
  ...[1, 4, 16].map((writers) => ({
    title: `append, own streams, ${writers} writer${writers > 1 ? 's' : ''}`,
    work: 'cold',
    writers,
    seconds,
  })),
  ...[1, 4, 16].map((writers) => ({
    title: `append, one stream, ${writers} writer${writers > 1 ? 's' : ''}`,
    work: 'hot',
    writers,
    seconds,
  })),
  ...[10, 100, 1000].map((length) => ({
    title: `load, decide, append; ${length} events`,
    work: 'decide',
    length,
    seconds,
  })),
];

/**
 * Syncs of an acknowledged append with one writer, counted in rounds of their own: tracing slows what it counts. What a
 * store syncs to begin and to end is taken out by the difference of a long round and a short one.
 */
const syncs = async (name) => {
  if (spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0) return null;
  const [short, long] = [10, 210];
  const [few, many] = [await traced(name, short), await traced(name, long)];
  return few === null || many === null ? null : (many - few) / (long - short);
};
const traced = async (name, count) => {
  const where = place(name);
  const folder = mkdtempSync(join(tmpdir(), 'service-ledger-trace-'));
  const trace = join(folder, 'syncs');
  const strace = ['-f', '-e', 'trace=fsync,fdatasync', '-o', trace];
  let result;
  if (where.url !== undefined) {
    const family = [
      cluster.pid,
      ...readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === cluster.pid),
    ];
    const tracer = spawn('strace', [...strace, ...family.flatMap((pid) => ['-p', String(pid)])], { stdio: 'ignore' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    result = await worked(name, { work: 'cold', writers: 1, count }, where);
    tracer.kill('SIGINT');
    await new Promise((resolve) => tracer.once('exit', resolve));
  } else {
    const { stdout } = spawnSync('strace', [...strace, process.execPath, join(here, 'work.mjs')], {
      input: JSON.stringify({ name, ...where, work: 'cold', writers: 1, count }),
      encoding: 'utf8',
    });
    const last = stdout.slice(stdout.lastIndexOf('{"appends"'));
    result = last.startsWith('{') ? JSON.parse(last) : { appends: 0 };
    rmSync(where.folder, { recursive: true, force: true });
  }
  const counted = readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => /\b(fsync|fdatasync)\(/.test(line)).length;
  rmSync(folder, { recursive: true, force: true });
  return result.appends === count ? counted : null;
};
const parentOf = (pid) => {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
};

const table = [];
const notes = new Map();
for (const { title, ...task } of works) {
  say(title);
  const results = [];
  for (const name of names) results.push(await worked(name, task));
  const own = results[0].perSecond;
  table.push(`| ${title} | ${results.map((result, index) => cell(names[index], result, own)).join(' | ')} |`);
}
function cell(name, { perSecond, failed, faults, firstFault, firstWrong }, own) {
  const rate = `${Math.round(perSecond).toLocaleString('en')}/s`;
  if (faults > 0) {
    notes.set(name, firstWrong);
    return `incorrect (${faults})`;
  }
  if (failed > 0) {
    notes.set(name, firstFault);
    if (perSecond === 0) return 'fails';
  }
  return `${rate}${name === names[0] ? '' : ` (${(perSecond / own).toFixed(2)})`}${failed > 0 ? `, ${failed} failed` : ''}`;
}
say('counting syncs');
const counted = [];
for (const name of names) {
  const found = await syncs(name);
  counted.push(found === null ? 'not counted' : found.toFixed(2));
}
table.push(`| syncs for each acknowledged append, one writer | ${counted.join(' | ')} |`);
await cluster?.stop();

writeSection(
  'peers',
  `## Beside other event stores

Identical work in one run: the same bytes, appended with the expected revision, one event at a time; each store with the durability of its settings, shown by the syncs counted with strace in rounds of their own (emmett-sqlite sets WAL and leaves SQLite's own synchronous setting; it opens and closes its file for each call). In brackets: the peer's rate for each of ours.
After each run every acknowledged event must be there once, each writer's in its order, and the places in each stream without a gap: else the store is reported as incorrect and not ranked. A conflict on one stream is tried again at once. "failed": appends that ended in another error than a conflict.

Repeat with \`npm run bench:peers\` (\`-- --seconds 5\` for longer rounds; PostgreSQL from \`apt-get install -y postgresql\`). ${machine()}. ${seconds} s a round.${cluster === undefined ? '' : ` PostgreSQL ${cluster.version} as it comes (${cluster.settings}).`}

| work | ${names.join(' | ')} |
|---|${names.map(() => '---|').join('')}
${table.join('\n')}

${[...notes].map(([name, note]) => `- ${name}: first fault "${note}"`).join('\n')}
`,
);
process.stdout.write(`${table.join('\n')}\n`);
process.exit(0);
