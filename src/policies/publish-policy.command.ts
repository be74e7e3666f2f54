import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '../../domain/kernel/decider.js';
import type { DomainEvent } from '../../domain/kernel/envelope.js';
import { policySchema } from '../../domain/policy/policy.schema.js';
import { policyPublication } from '../../domain/policy/publishing.js';
import { pointerOf } from '../platform/json-pointer.js';
import { type Executed, LedgerCommand } from '../platform/commands/command.js';
import { InvalidFields } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { anything, day, list, object, text, whole } from '../platform/http/server/schemas.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { contentHash } from './content-hash.js';
import { differencesOf } from './differences.js';
import { PolicyBooks } from './policy-books.js';
import { problemInThree } from './problem-texts.js';
import { validatePolicy } from './validate-policy.js';

type PolicyExecuted = Executed<unknown, DomainEvent>;

/** P1, P2: a whole new version of the vendor's policy; answers what differs from the one before it. */
export class PublishPolicy extends LedgerCommand<object, 'vendor', PolicyExecuted> {}

@CommandHandler(PublishPolicy)
export class PublishPolicyHandler implements ICommandHandler<PublishPolicy> {
  constructor(
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async execute({ vendor, ids, body, request }: PublishPolicy): Promise<PolicyExecuted | Refusal> {
    await this.books.refresh();
    if (ids.vendor !== vendor) return new Refusal('not-found', '', { id: ids.vendor });
    const checked = validatePolicy(body);
    if (!('policy' in checked))
      return new InvalidFields(
        checked.problems.map(({ path, reason }) => ({
          pointer: pointerOf(path),
          code: 'not-fitting',
          named: { reason: problemInThree(reason) },
        })),
      );
    const { policy } = checked;
    const previous = this.books.policies(vendor).at(-1);
    const outcome = await this.ledger.handle({
      vendor,
      category: 'policy',
      id: vendor,
      decider: policyPublication,
      request,
      command: { kind: 'publish', vendor, policy, sha256: contentHash(policy) },
    });
    if (outcome instanceof Refusal) return outcome;
    const { version, effectiveFrom } = policy;
    const { revision } = outcome;
    const id = `${vendor}:${version}`;
    const differences = previous === undefined ? [] : differencesOf(previous.policy, policy);
    return { ...outcome, id, answer: { id, vendor, version, effectiveFrom, revision, differences } };
  }
}

export const publishPolicy = useCase({
  command: PublishPolicy,
  handler: PublishPolicyHandler,
  body: null,
  ids: ['vendor'],
  scope: ({ vendor }) => `POST /policies/versions ${vendor}`,
  docs: {
    status: 201,
    answer: object({
      id: text,
      vendor: text,
      version: whole,
      effectiveFrom: day,
      revision: whole,
      differences: list(object({ pointer: text, before: anything, after: anything }, ['before', 'after'])),
    }),
    refuses: [
      'policy-of-other-vendor',
      'policy-version-exists',
      'policy-version-not-next',
      'policy-effective-too-early',
    ],
    body: { schema: policySchema as object as Readonly<Record<string, unknown>> },
  },
  supposed: null,
});
