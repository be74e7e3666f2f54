import { Inject } from '@nestjs/common';
import {
  asProblem,
  ContractUnknown,
  CustomerUnknown,
  ModuleUnknown,
  type QuestionInput,
  readQuestion,
} from '../entitlements/entitlements.port.js';
import type { Caller } from '../platform/auth/caller.js';
import type { Clock } from '../platform/clock.js';
import type { EventStore } from '../platform/events/event-store.js';
import { CallerGone } from '../platform/http/conventions/caller-gone.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { StreamBusy } from '../platform/ledger/outcome.js';
import { Pace } from '../platform/pace.js';
import { Projector } from '../platform/projector/projector.js';
import { CLOCK, EVENT_STORE, KEY_STORE } from '../platform/tokens.js';
import { readSuppositions, refusedAt, resolved, type Supposition } from './suppositions.js';
import type { WhatIfDto } from './what-if.dto.js';
import { World } from './world.js';

/** How often a supposition begins again when the ledger goes on where it reads. */
const attempts = 10;

/** Answers a question before and after commands that are only supposed. */
export class WhatIf {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(Projector) private readonly projector: Projector,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * `{ before, after, supposed }` as JSON; nothing is recorded. @throws Problem as the question or a command would;
   * StreamBusy
   */
  async answer(caller: Caller, said: WhatIfDto, signal?: AbortSignal): Promise<string> {
    const suppositions = await readSuppositions(said.suppose);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const world = await World.open(this.events, this.keys, this.projector, this.clock);
      try {
        const answer = await supposedIn(world, caller, said, suppositions, new Pace(signal));
        if (!world.moved()) return answer;
      } catch (error) {
        if (error instanceof CallerGone || !world.moved()) throw error;
      } finally {
        world.close();
      }
    }
    throw new StreamBusy(`others kept writing what the supposition reads, ${attempts} times`);
  }
}

const supposedIn = async (
  world: World,
  caller: Caller,
  { question }: WhatIfDto,
  suppositions: readonly Supposition[],
  pace: Pace,
): Promise<string> => {
  const { vendor } = caller;
  const { zone, seriesNames } = await world.books.snapshot(vendor);
  const reading = { zone, series: seriesNames, pointer: '/question/' };
  const put = readQuestion(question, reading);
  const ask = async (asked: QuestionInput): Promise<string> =>
    world.entitlements.answer(
      await world.entitlements.snapshot(vendor),
      { ...asked, at: asked.at ?? world.clock.now() },
      { language: caller.language, beyond: world.beyond },
    );
  // What the commands bring about may be what the question asks about: before it, no contract is named.
  const before = await ask(put)
    .catch((error: unknown) => {
      if (error instanceof ContractUnknown) return ask({ ...put, contractId: null });
      throw error;
    })
    .catch((error: unknown) => {
      if (error instanceof CustomerUnknown || error instanceof ModuleUnknown) return 'null';
      throw asProblem(error, '/question/');
    });
  await pace.turn();
  const ids = new Map<string, string>();
  const supposed: object[] = [];
  for (const [index, supposition] of suppositions.entries()) {
    supposed.push(await say(world, caller, supposition, index, ids));
    // A world in memory waits for nothing by itself; others want to be answered too.
    await pace.turn();
  }
  const after = await ask(resolved(put, ids)).catch((error: unknown) => {
    throw asProblem(error, '/question/');
  });
  return `{"after":${after},"before":${before},"supposed":${JSON.stringify(supposed)}}`;
};

const say = async (
  world: World,
  caller: Caller,
  { command, as, supposable, ids, said }: Supposition,
  index: number,
  named: Map<string, string>,
): Promise<object> => {
  world.next(index);
  // No client can write such a key: what is supposed meets nothing that was ever said. Ids derive from it, the same
  // each time it is asked.
  const request = {
    actor: caller.actor,
    channel: 'what-if',
    correlationId: caller.correlationId,
    scope: `what-if ${command}`,
    key: `what-if\0${index}`,
    body: null,
  };
  try {
    const { id, answer } = await supposable.execute(world, {
      caller,
      request,
      ids: resolved(ids, named),
      body: resolved(said, named),
    });
    if (as !== undefined) named.set(as, id);
    return { command, ...(as !== undefined && { as }), answer: unplaced(answer, world.beyond.position) };
  } catch (error) {
    throw refusedAt(error, index, command);
  }
};

/** Without positions that the ledger has not reached; nor receipts of what was decided there, which prove nothing. */
const unplaced = (value: unknown, reached: number): unknown => {
  if (Array.isArray(value)) return value.map((item) => unplaced(item, reached));
  if (typeof value !== 'object' || value === null) return value;
  const beyond = (field: string, it: unknown) =>
    (field === 'position' || field === 'knownPosition') && typeof it === 'number' && it > reached;
  const supposed = Object.entries(value).some(([field, it]) => beyond(field, it));
  return Object.fromEntries(
    Object.entries(value).map(([field, it]) => [
      field,
      beyond(field, it) || (supposed && field === 'receipt') ? null : unplaced(it, reached),
    ]),
  );
};
