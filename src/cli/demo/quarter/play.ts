import type { ObligationRunner } from '../../../obligations/obligations.port.js';

/** What happens one after the other in a department. It yields the instant that it goes on at, in epoch ms. */
export type Story = AsyncGenerator<number, void, void>;

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

/** Plays stories together, each act at its instant, and ends at `end`. */
export const play = async (stories: readonly Story[], time: DrivenTime, end: number): Promise<void> => {
  const waiting: { readonly story: Story; readonly at: number }[] = [];
  const goOn = async (story: Story): Promise<void> => {
    const { value, done } = await story.next();
    if (done !== true) waiting.push({ story, at: value });
  };
  for (const story of stories) await goOn(story);
  while (waiting.length > 0) {
    const next = waiting.reduce((first, each) => (each.at < first.at ? each : first));
    waiting.splice(waiting.indexOf(next), 1);
    if (next.at > end) continue;
    await time.until(next.at);
    await goOn(next.story);
  }
  await time.until(end);
};
