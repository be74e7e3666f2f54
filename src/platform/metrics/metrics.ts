import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { version } from '../version.js';

/** The prefix of every metric that is not Node's or the process's own. */
export const prefix = 'service_ledger_';
const named = (name: string): string => `${prefix}${name}`;

/** One request, as the log and the metrics have it. */
export interface AnsweredRequest {
  readonly method: string;
  /** The pattern, not the address. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** Whose key asked; undefined for none and for one of all. */
  readonly vendor: string | undefined;
  /** Of the problem it was answered with. */
  readonly code: string | undefined;
}

/** Requests of the process or of one vendor. */
const requestsIn = (registry: Registry) =>
  new Histogram({
    name: named('http_request_duration_seconds'),
    help: 'Time from the request to the end of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });

/**
 * The metrics of the process: figures of the whole process, and apart from them those of each vendor alone. Labels
 * hold routes and codes, never ids or persons.
 */
export class Metrics {
  /** Of the whole process, all vendors together. */
  readonly registry = new Registry();
  readonly #requests = requestsIn(this.registry);
  readonly #refused = this.counter('refusals_total', 'Requests that were answered with a problem', 'code');
  readonly #vendors = new Map<string, { readonly registry: Registry; readonly requests: Histogram }>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const labels = { version, node: process.versions.node };
    new Gauge({
      name: named('build_info'),
      help: 'Always 1; the labels name the build',
      labelNames: Object.keys(labels),
      registers: [this.registry],
    }).set(labels, 1);
  }

  answered({ method, route, status, ms, vendor, code }: AnsweredRequest): void {
    this.#requests.observe({ method, route, status }, ms / 1000);
    if (vendor !== undefined) this.#of(vendor).requests.observe({ method, route, status }, ms / 1000);
    if (code !== undefined) this.#refused(code);
  }

  /** The figures that a key may see: of every vendor (`*`) the process, of one vendor what that vendor's keys asked. */
  textFor(vendor: string): Promise<string> {
    return (vendor === '*' ? this.registry : this.#of(vendor).registry).metrics();
  }

  #of(vendor: string): { readonly registry: Registry; readonly requests: Histogram } {
    const known = this.#vendors.get(vendor);
    if (known !== undefined) return known;
    const registry = new Registry();
    const made = { registry, requests: requestsIn(registry) };
    this.#vendors.set(vendor, made);
    return made;
  }

  /** Counts outcomes, by one label of few values; cheap enough for every answer. */
  counter(name: string, help: string, label: string): (value: string) => void {
    const counts = new Map<string, number>();
    new Counter({
      name: named(name),
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [value, count] of counts) this.inc({ [label]: value }, count);
      },
    });
    return (value) => void counts.set(value, (counts.get(value) ?? 0) + 1);
  }

  /** What only grows, read whenever Prometheus asks. */
  total(name: string, help: string, read: () => number): void {
    new Counter({
      name: named(name),
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** Numbers by one label of few values, read whenever Prometheus asks. */
  gauges(name: string, help: string, label: string, read: () => ReadonlyMap<string, number>): void {
    new Gauge({
      name: named(name),
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [value, number] of read()) this.set({ [label]: value }, number);
      },
    });
  }

  /** A number read whenever Prometheus asks; left out where there is none. */
  gauge(name: string, help: string, read: () => number | undefined | Promise<number | undefined>): void {
    new Gauge({
      name: named(name),
      help,
      registers: [this.registry],
      async collect() {
        const value = await read();
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  }
}
