import type { ObligationRunner } from '../../../obligations/obligations.port.js';

/** What happens one after the other in a department. It yields the instant that it goes on at, in epoch ms. */
export type Scenario = AsyncGenerator<number, void, void>;

/** The ledger's time, moved on from what happens to what falls due. */
export class DrivenTime {
  constructor(
    private readonly runner: Pick<ObligationRunner, 'refresh' | 'idle' | 'nextDueAt'>,
    private readonly setClock: (ms: number) => void,
  ) {}

  /** Everything that falls due on the way happens at its own instant (O9). */
  async until(at: number): Promise<void> {
    await this.runner.refresh();
    await this.runner.idle();
    for (let due = await this.runner.nextDueAt(); due <= at; due = await this.runner.nextDueAt()) {
      this.setClock(due);
      await this.runner.idle();
    }
    this.setClock(at);
  }
}

/** Plays scenarios together, each act at its instant, and ends at `end`. */
export const runScenarios = async (scenarios: readonly Scenario[], time: DrivenTime, end: number): Promise<void> => {
  const waiting: { readonly scenario: Scenario; readonly at: number }[] = [];
  const goOn = async (scenario: Scenario): Promise<void> => {
    const { value, done } = await scenario.next();
    if (done !== true) waiting.push({ scenario, at: value });
  };
  for (const scenario of scenarios) await goOn(scenario);
  while (waiting.length > 0) {
    const next = waiting.reduce((first, each) => (each.at < first.at ? each : first));
    waiting.splice(waiting.indexOf(next), 1);
    if (next.at > end) continue;
    await time.until(next.at);
    await goOn(next.scenario);
  }
  await time.until(end);
};
