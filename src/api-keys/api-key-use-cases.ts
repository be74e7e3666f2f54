import type { Answered } from '../platform/commands/command.js';
import type { UseCase } from '../platform/commands/use-case.js';
import { createApiKey } from './create-api-key.command.js';
import { revokeApiKey } from './revoke-api-key.command.js';

/** Every write of API keys: routes and the command line issue its command from here. */
export const apiKeyUseCases: readonly UseCase<object | null, string, Answered>[] = [createApiKey, revokeApiKey];
