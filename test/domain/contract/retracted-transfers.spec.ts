import { describe, expect, it } from '@jest/globals';
import type { ContractCommand } from '../../../domain/contract/contract.commands.js';
import { ownerOn } from '../../../domain/contract/contract-status.js';
import {
  after,
  correct,
  correctTransfer,
  given,
  history,
  purchase,
  retract,
  terminate,
  transfer,
} from './contract-commands.js';

const correction = { correctionId: 'x', reason: '录入错误' };

describe('C7, C9: a transfer recorded by mistake', () => {
  const commands = [purchase(), transfer('c2', '2025-06-01'), transfer('c3', '2025-09-01')] as const;
  const transferred = history(...commands);
  const owner = (day: string, ...more: readonly ContractCommand[]) => ownerOn(after(...commands, ...more), day);

  it('taken back gives the contract back, and a later one counts on from its own id', () => {
    given(...transferred)
      .when(retract('transfer', 'x', 'tra_2'))
      .then({
        type: 'TransferTakenBack',
        data: {
          ...correction,
          transferId: 'tra_2',
          fromCustomerId: 'c2',
          toCustomerId: 'c3',
          from: '2025-09-01',
          owners: [
            { customerId: 'c1', from: null },
            { customerId: 'c2', from: '2025-06-01' },
          ],
        },
      });
    expect(owner('2025-10-01', retract('transfer', 'x', 'tra_2'))).toBe('c2');
    const { owners } = after(...commands, retract('transfer', 'x', 'tra_2'), transfer('c3', '2025-10-01'));
    expect(owners.map(({ transferId }) => transferId)).toEqual([undefined, 'tra_1', 'tra_3']);
  });
  it('that a later transfer builds on is refused, naming that one', () => {
    const later = {
      contractId: 'k',
      transferId: 'tra_1',
      laterId: 'tra_2',
      laterFrom: '2025-09-01',
      customerId: 'c3',
    };
    given(...transferred)
      .when(retract('transfer', 'x', 'tra_1'))
      .refuses('later-transfer', 'C9', later);
    given(...transferred)
      .when(correctTransfer('x', 'tra_1', { from: '2025-09-01' }))
      .refuses('later-transfer', 'C9', later);
    expect(after(...commands, retract('transfer', 'x', 'tra_2'), retract('transfer', 'y', 'tra_1')).owners).toEqual([
      { customerId: 'c1', from: null },
    ]);
  });
  it('is corrected in customer and day, between the owners before and after it', () => {
    given(...transferred)
      .when(correctTransfer('x', 'tra_1', { customerId: 'c4', from: '2025-05-01' }))
      .then({
        type: 'TransferCorrected',
        data: {
          ...correction,
          transferId: 'tra_1',
          was: { toCustomerId: 'c2', from: '2025-06-01' },
          toCustomerId: 'c4',
          from: '2025-05-01',
          owners: [
            { customerId: 'c1', from: null },
            { customerId: 'c4', from: '2025-05-01' },
            { customerId: 'c3', from: '2025-09-01' },
          ],
        },
      });
    const on = (id: string, facts: Parameters<typeof correctTransfer>[2], more = {}) =>
      given(...transferred).when(correctTransfer('x', id, facts, more));
    on('tra_1', { customerId: 'c3' }).refuses('already-owner', 'C7', { customerId: 'c3' });
    on('tra_1', { customerId: 'c1' }).refuses('already-owner', 'C7', { customerId: 'c1' });
    on('tra_2', { from: '2025-06-01' }).refuses('transfer-too-early', 'C7', {
      from: '2025-06-01',
      since: '2025-06-01',
    });
    on('tra_1', { from: '2025-02-28' }).refuses('transfer-too-early', 'C7', {
      from: '2025-02-28',
      since: '2025-03-01',
    });
    on('tra_1', { from: '2025-07-01' }, { role: 'sales' }).refuses('needs-admin', 'C9', {
      what: 'from',
      value: '2025-07-01',
    });
    on('tra_9', { from: '2025-07-01' }).refuses('transfer-unknown', 'C9', { id: 'tra_9', contractId: 'k' });
    on('tra_1', { customerId: 'c2' }).then();
  });
  it('C6: does not move to where the contract was terminated', () => {
    given(...history(...commands, terminate('2025-10-01')))
      .when(correctTransfer('x', 'tra_2', { from: '2025-10-01' }))
      .refuses('terminated', 'C6', { from: '2025-10-01' });
  });
  it('C9: keeps a corrected buyer', () => {
    expect(owner('2025-10-01', correct('x', { facts: { customerId: 'c7' } }))).toBe('c3');
    const back = [
      correct('x', { facts: { customerId: 'c7' } }),
      retract('transfer', 'y', 'tra_2'),
      retract('transfer', 'z', 'tra_1'),
    ];
    expect(owner('2025-10-01', ...back)).toBe('c7');
  });
});
