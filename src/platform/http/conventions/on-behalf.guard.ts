import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isContactId } from '../../../../domain/kernel/personal.js';
import type { KeyStore } from '../../keys/key-store.js';
import { KEY_STORE } from '../../tokens.js';
import { Problem } from '../problems/problem.js';
import { onBehalfOfHeader } from './commands.js';

/** Refuses `Ledger-On-Behalf-Of` with the id of a contact that the vendor never had (A3). */
@Injectable()
export class OnBehalfGuard implements CanActivate {
  constructor(@Inject(KEY_STORE) private readonly keys: Pick<KeyStore, 'find'>) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const { headers, method, caller } = context.switchToHttp().getRequest<FastifyRequest>();
    const header = headers['ledger-on-behalf-of'];
    if (header === undefined || method === 'GET' || caller === undefined || caller.vendor === '*') return true;
    const person = onBehalfOfHeader(header);
    return person !== undefined && isContactId(person) ? this.#known(caller.vendor, person) : true;
  }

  /** Each contact has a key from the moment on which it is recorded; an erased one has a tombstone. */
  async #known(vendor: string, contactId: string): Promise<true> {
    if ((await this.keys.find(vendor, [contactId])).has(contactId)) return true;
    throw new Problem('person-not-known', { value: contactId });
  }
}
