import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { getSchemaPath } from '@nestjs/swagger';
import { Refusal } from '../../domain/kernel/decider.js';
import { type ApiKey, concernsVendor } from '../platform/auth/api-key.js';
import { ApiKeys } from '../platform/auth/api-keys.js';
import { type Answered, LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { KeyRecorder } from './key-recorder.js';
import { KeyDto } from './keys.dto.js';

export interface RevokedApiKey extends Answered {
  readonly answer: ApiKey;
}

/** A1: from now on the key opens nothing. The vendor `*` means every vendor. */
export class RevokeApiKey extends LedgerCommand<null, 'keyId', RevokedApiKey> {}

@CommandHandler(RevokeApiKey)
export class RevokeApiKeyHandler implements ICommandHandler<RevokeApiKey> {
  constructor(
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(KeyRecorder) private readonly recorder: KeyRecorder,
  ) {}

  async execute({ vendor, ids, request }: RevokeApiKey): Promise<RevokedApiKey | Refusal> {
    const { keyId: id } = ids;
    const { actor, channel } = request;
    const key = await this.keys.get(id);
    if (key === undefined || !concernsVendor(key, vendor)) return new Refusal('not-found', '', { id });
    if (key.vendor === '*' && vendor !== '*' && (await this.keys.get(actor.id))?.vendor !== '*')
      return new Refusal('forbidden', '', { role: actor.role, allowed: 'admin (*)' });
    const by = { id: actor.id, role: actor.role, channel };
    const { token } = await this.recorder.changing(id, request, () => this.keys.revoke(id, by));
    return { id, answer: (await this.keys.get(id))!, revision: null, token, replayed: false };
  }
}

export const revokeApiKey = useCase({
  command: RevokeApiKey,
  handler: RevokeApiKeyHandler,
  body: null,
  ids: ['keyId'],
  scope: ({ keyId }) => `POST /keys/revoke ${keyId}`,
  docs: { answer: { $ref: getSchemaPath(KeyDto) } },
  supposed: null,
});
