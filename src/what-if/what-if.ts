import { Inject } from '@nestjs/common';
import { Refusal } from '../../domain/kernel/decider.js';
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
import { CallerGone } from '../platform/http/conventions/caller-gone.js';
import { OwnNumbers } from '../platform/http/own-numbers/own-numbers.js';
import { problemOfRefusal } from '../platform/http/problems/refused.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { StreamBusy } from '../platform/ledger/outcome.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { Pace } from '../platform/pace.js';
import type { ViewReaders } from '../platform/projector/view-readers.js';
import { CLOCK, KEY_STORE, ORDINALS, VIEW_READERS } from '../platform/tokens.js';
import { readSuppositions, refusedAt, resolved, type Supposition } from './suppositions.js';
import { SUPPOSED_COMMANDS, type SupposedCommands } from './supposed-commands.js';
import type { WhatIfDto } from './what-if.dto.js';
import { SupposedLedger } from './supposed-ledger.js';

/** How often a supposition begins again when others append to what it reads. */
const attempts = 10;

/** Answers a question before and after commands that are only supposed. */
export class WhatIf {
  constructor(
    @Inject(ORDINALS) private readonly ordinals: Ordinals,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(VIEW_READERS) private readonly projector: ViewReaders,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SUPPOSED_COMMANDS) private readonly commands: SupposedCommands,
    @Inject(OwnNumbers) private readonly numbers: OwnNumbers,
  ) {}

  /**
   * `{ before, after, obligations, supposed }` as JSON; nothing is recorded.
   * @throws Problem as the question or a command would; StreamBusy
   */
  async answer(caller: Caller, body: WhatIfDto, signal?: AbortSignal): Promise<string> {
    const suppositions = await readSuppositions(this.commands, body.suppose, {
      numbers: this.numbers,
      vendor: caller.vendor,
    });
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const ledger = await SupposedLedger.open(this.ordinals, this.keys, this.projector, this.clock, [
        ...new Set(body.include ?? []),
      ]);
      try {
        const answer = await supposedIn(ledger, caller, body, suppositions, new Pace(signal));
        // A row that was read may be newer than the last change this process was notified of.
        await this.projector.settled();
        if (!ledger.moved()) return answer;
      } catch (error) {
        if (error instanceof CallerGone || !ledger.moved()) throw error;
      } finally {
        ledger.close();
      }
    }
    throw new StreamBusy(`others wrote to what the supposition reads during each of ${attempts} attempts`);
  }
}

const supposedIn = async (
  ledger: SupposedLedger,
  caller: Caller,
  { question, include = [] }: WhatIfDto,
  suppositions: readonly Supposition[],
  pace: Pace,
): Promise<string> => {
  const { vendor } = caller;
  const { zone, seriesNames } = await ledger.books.snapshot(vendor);
  const reading = { zone, series: seriesNames, pointer: '/question/' };
  const put = readQuestion(question, reading);
  const ask = async (asked: QuestionInput): Promise<string> =>
    ledger.entitlements.answer(
      await ledger.entitlements.snapshot(vendor),
      { ...asked, at: asked.at ?? ledger.clock.now() },
      { language: caller.language, beyond: ledger.beyond },
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
  const contracts = contractsNamed(put, suppositions, before);
  const owedBefore = include.includes('obligations') ? await ledger.obligationsOf(vendor, contracts) : null;
  const ids = new Map<string, string>();
  const supposed: object[] = [];
  for (const [index, supposition] of suppositions.entries()) {
    supposed.push(await execute(ledger, caller, supposition, index, ids));
    // A ledger in memory waits for nothing by itself; others want to be answered too.
    await pace.turn();
  }
  const after = await ask(resolved(put, ids)).catch((error: unknown) => {
    throw asProblem(error, '/question/');
  });
  const obligations =
    owedBefore === null
      ? ''
      : `"obligations":${JSON.stringify({
          before: owedBefore,
          after: await ledger.obligationsOf(vendor, new Set([...contracts, ...ledger.changedContracts(vendor)])),
        })},`;
  return `{"after":${after},"before":${before},${obligations}"supposed":${JSON.stringify(supposed)}}`;
};

/** The contracts that the question or a command names; where none is named, the one that covers before. */
const contractsNamed = (
  { contractId }: QuestionInput,
  suppositions: readonly Supposition[],
  before: string,
): ReadonlySet<string> => {
  const named = suppositions.flatMap(({ ids, body }) => [
    ids['contractId'],
    (body as { readonly contractId?: string }).contractId,
  ]);
  const found = [contractId, ...named].filter((id) => id != null);
  if (found.length > 0) return new Set(found);
  const answer = JSON.parse(before) as { readonly coveredBy: { readonly contractId: string } | null } | null;
  return new Set(answer?.coveredBy == null ? [] : [answer.coveredBy.contractId]);
};

const execute = async (
  ledger: SupposedLedger,
  caller: Caller,
  { command, as, useCase, ids, body }: Supposition,
  index: number,
  named: Map<string, string>,
): Promise<object> => {
  // No client can send such a key: no recorded command has it. Ids derive from it, the same each time it is asked.
  const request = {
    actor: caller.actor,
    channel: 'what-if',
    correlationId: caller.correlationId,
    scope: `what-if ${command}`,
    key: `what-if\0${index}`,
    body: null,
  };
  const target = resolved(ids, named);
  try {
    const executed = await ledger.execute(index, useCase, caller.vendor, target, resolved(body, named), request);
    if (executed instanceof Refusal) throw problemOfRefusal(executed, target, useCase.body);
    const { makes, answer: shown = ({ answer }) => answer } = useCase.supposed;
    const made = makes === undefined ? undefined : (executed.answer as Readonly<Record<string, string>>)[makes];
    if (as !== undefined) named.set(as, made ?? executed.id);
    return { command, ...(as !== undefined && { as }), answer: unplaced(shown(executed), ledger.beyond.position) };
  } catch (error) {
    throw refusedAt(error, index, command);
  }
};

/** Without positions that the ledger has not reached; nor receipts of what was decided there, which prove nothing. */
const unplaced = (value: unknown, reached: number): unknown => {
  if (Array.isArray(value)) return value.map((item) => unplaced(item, reached));
  if (typeof value !== 'object' || value === null) return value;
  const beyond = (field: string, value: unknown) =>
    (field === 'position' || field === 'knownPosition') && typeof value === 'number' && value > reached;
  const supposed = Object.entries(value).some(([field, member]) => beyond(field, member));
  return Object.fromEntries(
    Object.entries(value).map(([field, member]) => [
      field,
      beyond(field, member) || (supposed && field === 'receipt') ? null : unplaced(member, reached),
    ]),
  );
};
