import type { CustomerEvent } from '../domain/customer/customer.events.js';
import type { ContractEvent, Term } from '../domain/contract/contract.events.js';
import type { NewEvent } from '../domain/kernel/envelope.js';
import { eventId } from '../src/platform/ledger/identity.js';
import type { EventStore } from '../src/platform/events/event-store.js';

/** Contracts a customer has; `--contracts 2` makes five events of each customer. */
export const contractsEach = Number(/--contracts[= ](\d)/.exec(process.argv.slice(2).join(' '))?.[1] ?? 3);

export const customerId = (n: number): string => `cus_${String(n).padStart(26, '0')}`;
const contractId = (n: number, k: number): string => `con_${String(n).padStart(24, '0')}_${k}`;

const term = (id: string, kind: Term['kind'], firstDay: string, lastDay: string): Term => ({
  termId: `${id}.${kind}`,
  kind,
  signedOn: firstDay,
  firstDay,
  lastDay,
  anchor: 1,
  period: 'P1Y',
  policyVersion: 1,
  payment: 'paid',
  paidOn: null,
  fee: null,
  documentNo: null,
});

/** Events of one stream as they would have been recorded early in 2025. */
export const streamOf = (
  category: string,
  id: string,
  contractEvents: readonly (ContractEvent | CustomerEvent)[],
): { readonly stream: string; readonly events: readonly NewEvent[] } => {
  const stream = `seeyon.${category}-${id}`;
  const meta = {
    effectiveAt: '2025-03-01T00:00:00.000Z',
    actor: 'bench',
    role: 'admin',
    channel: 'bench',
    correlationId: 'bench',
    keyHash: stream,
    bodyHash: '',
  } as const;
  return {
    stream,
    events: contractEvents.map((event, index) => ({
      id: eventId(stream, 'bench', index),
      vendor: 'seeyon',
      type: event.type,
      schema: 1,
      data: event.data,
      meta,
    })),
  };
};

/** A customer with three contracts, each bought and renewed once. */
const customerStreams = (n: number) => {
  const id = customerId(n);
  const registered: CustomerEvent = {
    type: 'CustomerRegistered',
    data: { customerId: id, code: `KH${n}`, name: `客户 ${n}`, level: 'key', region: 'city', manager: null },
  };
  const contracts = Array.from({ length: contractsEach }, (_, k) =>
    streamOf('contract', contractId(n, k), bought(n, k)),
  );
  return [streamOf('customer', id, [registered]), ...contracts];
};

const bought = (n: number, k: number): readonly ContractEvent[] => {
  const id = contractId(n, k);
  const free = term(id, 'free', '2025-03-01', '2026-03-01');
  const product = { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'CRM', customized: false }] };
  return [
    {
      type: 'ContractPurchased',
      data: {
        contractId: id,
        customerId: customerId(n),
        contractNo: `XS-${n}-${k}`,
        licenceNo: `L-${n}-${k}`,
        product,
        purchasedOn: '2025-03-01',
        freePeriod: 'P1Y',
        term: free,
        fee: null,
        note: null,
        importedAs: null,
      },
    },
    { type: 'ContractRenewed', data: { term: term(id, 'paid', '2026-03-02', '2027-03-01'), gapClosed: false } },
  ];
};

/** Appends customers `from` to `to` (exclusive), many at a time. */
export const populate = async (store: EventStore, from: number, to: number): Promise<number> => {
  let events = 0;
  for (let n = from; n < to; n += 500) {
    const streams = Array.from({ length: Math.min(500, to - n) }, (_, index) => customerStreams(n + index)).flat();
    events += streams.reduce((sum, stream) => sum + stream.events.length, 0);
    await Promise.all(streams.map(({ stream, events }) => store.append(stream, -1, events)));
  }
  return events;
};

/** A customer whose one contract has this many events: corrections of its fee and suspensions that ended. */
export const longLived = async (store: EventStore, n: number, events: number): Promise<string> => {
  const id = customerId(n);
  const [registered] = customerStreams(n);
  await store.append(registered!.stream, -1, registered!.events);
  const contractEvents: ContractEvent[] = [...bought(n, 0)];
  for (let index = contractEvents.length; index < events; index += 1) {
    const correctionId = `cor_${index}`;
    contractEvents.push({
      type: 'ContractCorrected',
      data: { correctionId, reason: 'x', facts: { licenceNo: `L-${n}-${index}` }, terms: [], removed: [] },
    });
  }
  const { stream, events: all } = streamOf('contract', contractId(n, 0), contractEvents);
  for (let at = 0; at < all.length; at += 500) await store.append(stream, at - 1, all.slice(at, at + 500));
  return id;
};
