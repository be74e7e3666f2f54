import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { engineSetOf } from '../src/platform/config/engine-set.js';
import { readConfig, settings } from '../src/platform/config/settings.js';
import { type ProcessRole, processRoles } from '../src/platform/roles.js';

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[]; readonly interval: string; readonly timeout: string };
  readonly volumes?: readonly string[];
}

const compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const stores = ['eventstore', 'mongodb', 'redis'];

describe('compose.yaml', () => {
  it('runs the three roles and the three servers', () => {
    expect(services.map(([name]) => name)).toEqual(['api', 'projector', 'worker', ...stores]);
    expect(ours.map(([name, { command }]) => [name, command])).toEqual(
      ['api', 'projector', 'worker'].map((role) => [role, ['serve', '--role', role]]),
    );
    expect(processRoles).toEqual(expect.arrayContaining(ours.map(([name]) => name)));
  });

  it.each(services)('%s has a version that does not move, and a health check', (_, { image, healthcheck }) => {
    expect(image).toMatch(/^[a-z/-]+:\d+\.\d+\.\d+(-[a-z]+)?$/);
    expect(healthcheck).toMatchObject({ test: expect.anything(), interval: expect.anything() });
    expect(['CMD', 'CMD-SHELL']).toContain(healthcheck!.test[0]);
  });

  it.each(ours)('%s sets what is a setting, and waits for its servers', (_, { environment, depends_on, command }) => {
    const known = new Map(Object.values(settings).map((setting) => [setting.variable, setting]));
    expect(Object.keys(environment!).filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(environment!)).toEqual(
      expect.arrayContaining(['EVENTS_URL', 'VIEWS_URL', 'JOBS_URL', 'FILES_URL', 'LEDGER_ADMIN_KEY']),
    );
    expect(depends_on).toEqual(Object.fromEntries(stores.map((store) => [store, { condition: 'service_healthy' }])));
    const config = readConfig({ ...environment, LEDGER_ADMIN_KEY: 'k'.repeat(40) });
    const [, , role] = command!;
    expect(engineSetOf(config, role as ProcessRole)).toBe('distributed');
    // No server by another name than its service has.
    const hosts = ['EVENTS_URL', 'VIEWS_URL', 'JOBS_URL'].map((name) => /:\/\/([^:/?]+)/.exec(environment![name]!)![1]);
    expect(hosts).toEqual(stores);
  });

  it('asks of the servers what the product needs', () => {
    const { eventstore, mongodb, redis } = compose.services;
    expect(eventstore!.image).toMatch(/:24\.10\./);
    expect(Number(eventstore!.environment!['EVENTSTORE_MAX_APPEND_SIZE'])).toBe(16 * 1024 * 1024);
    expect(mongodb!.command).toEqual(expect.arrayContaining(['--replSet', 'rs0']));
    expect(ours[0]![1].environment!['VIEWS_URL']).toContain('replicaSet=rs0');
    expect(redis!.command!.join(' ')).toContain('--appendonly yes --maxmemory-policy noeviction');
  });

  it('keeps what each server stores in a named volume', () => {
    const mounted = stores.flatMap((name) => compose.services[name]!.volumes!.map((each) => each.split(':')[0]));
    expect(mounted.sort()).toEqual(Object.keys(compose.volumes).sort());
  });
});

describe('Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8').replaceAll('\\\n', ' ').split('\n');
  const of = (instruction: string) =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));

  it('builds on a version of Node that does not move and that the product promises, and runs as nobody special', () => {
    const stages = of('FROM').map((from) => from.split(' ')[0]!);
    const [build, run] = [stages[0], stages.at(-1)];
    expect(stages[1]).toBe('packages');
    expect(build).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
    expect(run).toBe(build);
    const [, minor] = /^node:20\.(\d+)/.exec(build!)!;
    expect(Number(minor)).toBeGreaterThanOrEqual(19);
    expect(of('USER')).toEqual(['node']);
  });

  it('runs the program itself, which SIGTERM reaches, without what only a build needs, and asks for its health', () => {
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
    expect(of('ENTRYPOINT')).toEqual([JSON.stringify(['node', bin['service-ledger']]).replace(',', ', ')]);
    expect([of('CMD'), of('STOPSIGNAL')]).toEqual([['["serve"]'], ['SIGTERM']]);
    expect(of('RUN').filter((run) => run.startsWith('npm ci'))[0]).toContain('--omit=dev');
    // The last stage installs nothing: it has no compiler.
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.filter((line) => /^RUN .*(apt-get|npm )/.test(line))).toEqual([]);
    expect(last.filter((line) => line.startsWith('COPY') && line.includes('node_modules'))).toEqual([
      'COPY --from=packages /app/node_modules ./node_modules',
    ]);
    expect(of('HEALTHCHECK')).toEqual([expect.stringContaining('/health/ready')]);
  });

  it('copies what is there, and no more than the build context holds', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    const copied = of('COPY').filter((each) => !each.startsWith('--from'));
    const sources = copied.flatMap((each) => each.split(' ').slice(0, -1));
    expect(sources.filter((path) => !existsSync(path))).toEqual([]);
    for (const path of sources) {
      const allowed = [`!${path}`, `!${path.replace(/\..*$/, '')}*.json`, '!tsconfig*.json'];
      expect([path, ignored.some((line) => allowed.includes(line))]).toEqual([path, true]);
    }
  });

  it('sets what is a setting', () => {
    const variables = Object.values(settings).map(({ variable }) => variable);
    const names = of('ENV').flatMap((each) => each.split(' ').map((pair) => pair.split('=')[0]!));
    expect(names.filter((name) => name !== 'NODE_ENV' && !variables.includes(name))).toEqual([]);
  });
});
