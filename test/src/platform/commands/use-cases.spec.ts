import { describe, expect, it } from '@jest/globals';
import { apiKeyUseCases } from '../../../../src/api-keys/api-key-use-cases.js';
import { contractUseCases } from '../../../../src/contracts/contracts.port.js';
import { customerUseCases } from '../../../../src/customers/customers.port.js';
import { intakeUseCases } from '../../../../src/intakes/intakes.port.js';
import type { KeyedRequest } from '../../../../src/platform/commands/command.js';
import { registerRequest } from '../../../../src/requests/requests.port.js';
import { releaseUseCases } from '../../../../src/releases/releases.port.js';
import { writeRoutes } from '../../../support/write-routes.js';

const useCases = [...contractUseCases, ...customerUseCases, ...releaseUseCases, registerRequest];
const request: KeyedRequest = {
  actor: { id: 'key_1', role: 'sales' },
  channel: 'http',
  correlationId: 'c1',
  scope: 'POST /x',
  key: 'k1',
  body: { reason: 'x' },
};

describe('a use case', () => {
  it.each(useCases.map((each) => [each.supposed!.name, each] as const))('%s has a command of data alone', (_, each) => {
    const ids = Object.fromEntries(each.ids.map((id) => [id, `${id}_1`]));
    const body = each.docs.examples === undefined ? {} : Object.values(each.docs.examples)[0]!;
    const command = each.create('seeyon', ids, body, request);
    const stored = JSON.parse(JSON.stringify(command)) as Parameters<typeof each.create> & Record<string, never>;
    expect(Object.keys(command).sort()).toEqual(['body', 'ids', 'request', 'vendor']);
    expect({ ...command }).toStrictEqual(stored);
    // What was stored creates the same command again, for the same handler.
    const again = each.create(stored['vendor']!, stored['ids']!, stored['body']!, stored['request']!);
    expect(again).toStrictEqual(command);
  });

  // C11: the same of commands that are not supposed.
  it('keeps the scope of its Idempotency-Keys, also where it is not supposed', () => {
    expect(intakeUseCases.map(({ ids, scope }) => scope(Object.fromEntries(ids.map((id) => [id, `<${id}>`]))))).toEqual(
      [
        'POST /intakes',
        'POST /intakes/answer <intakeId>',
        'POST /intakes/close <intakeId>',
        'POST /intakes/erase-text <intakeId>',
      ],
    );
  });

  // C11: keys that are recorded are found again under these scopes. None may ever change.
  it('keeps the scope of its Idempotency-Keys', () => {
    const scopes = useCases.map(({ supposed, ids, scope }) => [
      supposed!.name,
      scope(Object.fromEntries(ids.map((id) => [id, `<${id}>`]))),
    ]);
    expect(Object.fromEntries(scopes)).toEqual({
      purchase: 'POST /contracts',
      renew: 'POST /contracts/renewals <contractId>',
      pay: 'POST /contracts/payments <contractId>',
      'correct-payment': 'POST /contracts/payments/<paymentId>/correct <contractId>',
      'take-back-payment': 'POST /contracts/payments/<paymentId>/take-back <contractId>',
      'cancel-term': 'POST /contracts/terms/<termId>/cancel <contractId>',
      'sign-agreement': 'POST /contracts/agreements <contractId>',
      'correct-agreement': 'POST /contracts/agreements/<agreementId>/correct <contractId>',
      'take-back-agreement': 'POST /contracts/agreements/<agreementId>/take-back <contractId>',
      upgrade: 'POST /contracts/upgrades <contractId>',
      'correct-upgrade': 'POST /contracts/upgrades/<upgradeId>/correct <contractId>',
      'take-back-upgrade': 'POST /contracts/upgrades/<upgradeId>/take-back <contractId>',
      suspend: 'POST /contracts/suspend <contractId>',
      resume: 'POST /contracts/resume <contractId>',
      terminate: 'POST /contracts/terminate <contractId>',
      reinstate: 'POST /contracts/reinstate <contractId>',
      transfer: 'POST /contracts/transfer <contractId>',
      'correct-transfer': 'POST /contracts/transfers/<transferId>/correct <contractId>',
      'take-back-transfer': 'POST /contracts/transfers/<transferId>/take-back <contractId>',
      'revoke-licence': 'POST /contracts/licence/revoke <contractId>',
      'restore-licence': 'POST /contracts/licence/restore <contractId>',
      correct: 'POST /contracts/corrections <contractId>',
      'use-allowance': 'POST /contracts/allowance-uses <contractId>',
      'give-back': 'POST /contracts/allowance-uses/<useId>/give-back <contractId>',
      'register-customer': 'POST /customers',
      'change-customer': 'PATCH /customers <customerId>',
      'merge-customer': 'POST /customers/merge <customerId>',
      'undo-merge': 'POST /customers/merge/undo <customerId>',
      'erase-contact': 'POST /customers/contacts/erase <customerId> <contactId>',
      'publish-release': 'POST /releases',
      'reschedule-release': 'POST /releases/reschedule',
      'register-request': 'POST /requests',
    });
    expect(scopes.map(([name]) => name).sort()).toEqual(Object.keys(writeRoutes).sort());
    // Ids of keys derive from it.
    expect(apiKeyUseCases.map(({ scope }) => scope({ keyId: '<keyId>' }))).toEqual([
      'POST /keys',
      'POST /keys/revoke <keyId>',
    ]);
  });
});
