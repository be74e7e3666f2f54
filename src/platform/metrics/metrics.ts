import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Requests of the process or of one vendor. */
const requestsIn = (registry: Registry) =>
  new Histogram({
    name: 'http_request_duration_seconds',
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
  readonly #vendors = new Map<string, { readonly registry: Registry; readonly requests: Histogram }>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** `route` is the pattern, not the address; `vendor` whose key asked, undefined for none and for one of all. */
  answered(method: string, route: string, status: number, ms: number, vendor?: string): void {
    this.#requests.observe({ method, route, status }, ms / 1000);
    if (vendor !== undefined) this.#of(vendor).requests.observe({ method, route, status }, ms / 1000);
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

  /** Counts outcomes, by one label of few values. */
  counter(name: string, help: string, label: string): (value: string) => void {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.registry] });
    return (value) => counter.inc({ [label]: value });
  }

  /** Numbers by one label of few values, read whenever Prometheus asks. */
  gauges(name: string, help: string, label: string, read: () => ReadonlyMap<string, number>): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [value, number] of read()) this.set({ [label]: value }, number);
      },
    });
  }

  /** A number read whenever Prometheus asks. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
