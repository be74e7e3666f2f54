import { afterAll, describe, expect, it } from '@jest/globals';
import fc from '../support/fast-check.js';
import { addDays } from '../../domain/kernel/civil.js';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import { contractList } from '../../projections/contract-list/contract-list.js';
import { contractSheet } from '../../projections/contract-sheet/contract-sheet.js';
import { customerSheet } from '../../projections/customer-sheet/customer-sheet.js';
import { policies } from '../../projections/policies/policies.js';
import type { Projection } from '../../projections/projection.js';
import { releases } from '../../projections/releases/releases.js';
import { encodeRecorded } from '../../src/platform/events/event-rows.js';
import { Projector } from '../../src/platform/projector/projector.js';
import { SqliteViewStore } from '../../src/platform/views/sqlite-view-store.js';
import { freshFolder } from '../support/folder.js';
import { History, paidTerm } from '../support/history.js';
import { StrictEvents } from '../support/strict/strict-events.js';
import { StrictLedger } from '../support/strict/strict-ledger.js';
import { StrictOrdinals } from '../support/strict/strict-ordinals.js';

const projections: readonly Projection[] = [
  contractList,
  contractSheet,
  customerSheet,
  policies,
  releases,
] as readonly Projection[];
const day = (index: number): string => addDays('2025-03-01', index * 40);
const change = { terms: [], removed: [] };

const buyer = { customerId: 'cus_a', from: null };
const reasoned = (index: number) => ({ correctionId: `y${index}`, reason: 'r' });
const agreement = {
  kind: 'major-upgrade',
  signedOn: day(0),
  validFrom: day(0),
  validTo: null,
  toMajor: 5,
  scope: null,
  fee: null,
} as const;
const upgrade = (index: number) => ({
  fromVersion: '4.11',
  targetVersion: '4.20',
  performedOn: day(index),
  module: null,
  decision: {
    at: `${day(index)}T00:00:00.000Z`,
    knownPosition: 1,
    entitled: true,
    outcome: 'granted' as const,
    reason: 'covered',
    policyVersion: 1,
    receipt: 'r',
  },
});

/** The transfer of a contract that holds and was recorded last. */
const lastTransfer = (history: History, contract: string): { toCustomerId: string; from: string } | undefined => {
  let held: { toCustomerId: string; from: string }[] = [];
  for (const { type, stream, data } of history.events as readonly Recorded<ContractEvent>[]) {
    if (idOfStream(stream) !== contract) continue;
    if (type === 'ContractTransferred') held = [...held, data];
    if (type === 'TransferTakenBack') held = held.filter(({ from }) => from !== data.from);
    if (type === 'TransferCorrected') held = held.map((value) => (value.from === data.was.from ? data : value));
  }
  return held.at(-1);
};

/** What may happen next to one of three contracts; `index` makes each event its own. */
const tellings: readonly ((history: History, contract: string, index: number) => void)[] = [
  (history, contract, index) => history.renewed(paidTerm(`${contract}-t${index}`, day(index)), contract),
  (history, contract, index) =>
    history.ofContract(
      {
        type: 'ContractSuspended',
        data: { suspensionId: `s${index}`, from: day(index), to: null, reason: 'r', extend: false, ...change },
      },
      contract,
    ),
  (history, contract, index) =>
    history.ofContract(
      { type: 'ContractResumed', data: { suspensionId: `s${index - 1}`, on: day(index), extend: false, ...change } },
      contract,
    ),
  (history, contract, index) =>
    history.ofContract({ type: 'ContractTerminated', data: { from: day(index), reason: 'r' } }, contract),
  (history, contract) => history.ofContract({ type: 'ContractReinstated', data: { reason: 'r' } }, contract),
  (history, contract, index) =>
    history.ofContract(
      {
        type: 'ContractTransferred',
        data: { fromCustomerId: 'cus_a', toCustomerId: `cus_${index % 3}`, from: day(index) },
      },
      contract,
    ),
  (history, contract, index) =>
    history.ofContract(
      {
        type: 'AllowanceUsed',
        data: { useId: `u${index}`, service: 'media', termId: `${contract}-t0`, on: day(index), reference: null },
      },
      contract,
    ),
  (history, contract, index) =>
    history.ofContract({ type: 'AllowanceGivenBack', data: { useId: `u${index - 1}`, reason: 'r' } }, contract),
  (history, contract, index) => {
    const transfer = lastTransfer(history, contract);
    if (transfer === undefined) return;
    const { toCustomerId, from } = transfer;
    const data = { correctionId: `y${index}`, reason: 'r', transferId: 'tra_1', toCustomerId, from, owners: [buyer] };
    if (index % 2 === 0)
      history.ofContract({ type: 'TransferTakenBack', data: { ...data, fromCustomerId: 'cus_a' } }, contract);
    else {
      const now = { toCustomerId: `cus_${index % 3}`, from: day(index) };
      history.ofContract(
        { type: 'TransferCorrected', data: { ...data, was: { toCustomerId, from }, ...now } },
        contract,
      );
    }
  },
  (history, contract, index) =>
    history.ofContract({ type: 'AgreementSigned', data: { ...agreement, agreementId: `a${index}` } }, contract),
  (history, contract, index) =>
    history.ofContract(
      {
        type: 'AgreementCorrected',
        data: { ...reasoned(index), agreement: { ...agreement, agreementId: `a${index - 1}`, toMajor: 6 } },
      },
      contract,
    ),
  (history, contract, index) =>
    history.ofContract(
      {
        type: 'AgreementTakenBack',
        data: { ...reasoned(index), agreementId: `a${index - 2}`, kind: 'major-upgrade', validFrom: day(0) },
      },
      contract,
    ),
  (history, contract, index) =>
    history.ofContract({ type: 'UpgradeExercised', data: { ...upgrade(index), upgradeId: `g${index}` } }, contract),
  (history, contract, index) =>
    history.ofContract(
      { type: 'UpgradeCorrected', data: { ...reasoned(index), ...upgrade(index), upgradeId: `g${index - 1}` } },
      contract,
    ),
  (history, contract, index) =>
    history.ofContract(
      {
        type: 'UpgradeTakenBack',
        data: { ...reasoned(index), upgradeId: `g${index - 1}`, targetVersion: '4.20', performedOn: day(index) },
      },
      contract,
    ),
  (history, contract, index) =>
    history.ofContract(
      {
        type: 'PaymentCorrected',
        data: {
          ...reasoned(index),
          paymentId: `p${index}`,
          termId: `${contract}-t0`,
          amount: { amount: '1.00', currency: 'CNY' },
          paidOn: day(index),
          invoiceNo: null,
          terms: [paidTerm(`${contract}-t${index}`, day(index), { payment: 'due' })],
          removed: [],
        },
      },
      contract,
    ),
  (history, contract, index) =>
    history.ofContract(
      {
        type: 'PaymentTakenBack',
        data: {
          ...reasoned(index),
          paymentId: `p${index}`,
          termId: `${contract}-t0`,
          amount: { amount: '1.00', currency: 'CNY' },
          paidOn: day(index),
          terms: [paidTerm(`${contract}-t${index}`, day(index), { payment: 'due' })],
          removed: [],
        },
      },
      contract,
    ),
  (history, contract) => history.ofContract({ type: 'LicenceRevoked', data: { reason: 'r' } }, contract),
  (history, _contract, index) => history.released(`5.${index % 10}`, `${day(index)}T00:00:00.000Z`),
  (history, _contract, index) =>
    history.ofCustomer('cus_a', {
      type: 'CustomerLevelChanged',
      data: { from: 'key', to: index % 2 === 0 ? 'vip' : 'standard' },
    }),
];

const histories = fc
  .array(fc.tuple(fc.nat(tellings.length - 1), fc.nat(2)), { minLength: 1, maxLength: 60 })
  .map((steps): readonly Recorded[] => {
    const history = new History();
    history.customer('cus_a');
    for (const contract of [0, 1, 2]) history.purchase({ contractId: `con_${contract}`, contractNo: `XS-${contract}` });
    for (const [index, [recorded, contract]] of steps.entries()) tellings[recorded]!(history, `con_${contract}`, index);
    return history.events.map((event, index) => ({ ...event, position: index + 1 }));
  });

interface Following {
  readonly projector: Projector;
  readonly views: SqliteViewStore;
}

/** Every row of every view as its stored JSON, with the event that moved it last. */
const rowsOf = async ({ views }: Following): Promise<readonly string[]> => {
  const rows: string[] = [];
  for (const projection of projections)
    for await (const { id, row, position } of (await views.live(projection))!.scan())
      rows.push(`${projection.name} ${id} ${position} ${JSON.stringify(row)}`);
  return rows;
};

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.splice(0)) await close();
});
const started = async (ordinals: StrictOrdinals): Promise<Following> => {
  const views = SqliteViewStore.open(freshFolder(), (what) => {
    throw new Error(what);
  });
  const projector = new Projector(ordinals, views, projections);
  closing.push(async () => {
    await projector.close();
    await views.close();
  });
  await projector.start();
  await projector.untilReady();
  return { projector, views };
};

/** An event of a history as a ledger adopts it: with an id that a ledger takes. */
const placed = (event: Recorded) =>
  encodeRecorded({ ...event, id: `00000000-0000-4000-8000-${String(event.position).padStart(12, '0')}` });

describe('views of the product', () => {
  it('are the same, byte for byte, taken in as it happens, in one pass, and rebuilt', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
        async (history, sizes) => {
          const ledger = new StrictLedger();
          const events = new StrictEvents(ledger);
          const ordinals = new StrictOrdinals(events, ledger);
          const following = await started(ordinals);
          for (let at = 0, turn = 0; at < history.length; turn += 1) {
            const size = sizes[turn % sizes.length]!;
            await events.adopt(history.slice(at, at + size).map(placed));
            at += size;
          }
          await ordinals.positionOf(await events.head(), 5000);
          await following.projector.untilReady();
          expect(following.projector.status().filter(({ stopped }) => stopped !== undefined)).toEqual([]);
          const live = await rowsOf(following);
          expect(live.length).toBeGreaterThan(6);
          expect(await rowsOf(await started(ordinals))).toEqual(live);
          await following.projector.rebuild();
          expect(await rowsOf(following)).toEqual(live);
        },
      ),
      { numRuns: 25 },
    );
  });
});
