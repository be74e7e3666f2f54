import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../src/platform/events/canonical.js';
import type { ApiClient } from './api-client.js';

interface Registered {
  readonly id: string;
  readonly no: string;
  readonly [field: string]: unknown;
}

/** An act on a request: the last part of its route, and its body. */
interface Act {
  readonly at: string;
  readonly path: string;
  /** Or how it is made of the answer before. */
  readonly body: object | ((answer: { readonly memo: { readonly sha256: string } }) => object);
}

/** Customers with a contract each, and what happens to their requests. */
export class LifeOfRequest {
  readonly #customers = new Map<string, { readonly customerId: string; readonly contractId: string }>();

  constructor(private readonly client: ApiClient) {}

  async buy(name: string, purchasedOn: string, level = name, series = 'EKP'): Promise<void> {
    const { id: customerId } = await this.client.post('/customers', {
      code: `KH-${name}`,
      name,
      level,
      region: 'city',
    });
    const { id: contractId } = await this.client.post('/contracts', {
      customerId,
      contractNo: `XS-${name}`,
      licenceNo: `LI-${name}`,
      purchasedOn,
      product: { series, name: series, version: '4.11' },
    });
    this.#customers.set(name, { customerId, contractId });
  }

  renew(name: string, signedOn: string): Promise<unknown> {
    const { contractId } = this.#customers.get(name)!;
    return this.client.post(`/contracts/${contractId}/renewals`, { signedOn, period: 'P1Y' });
  }

  customerId(name: string): string {
    return this.#customers.get(name)!.customerId;
  }

  register(name: string, more: object): Promise<Registered & { readonly [field: string]: never }> {
    const { customerId } = this.#customers.get(name)!;
    const usual = { service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '无法登录' };
    return this.client.post('/requests', { customerId, ...usual, ...more });
  }

  act(id: string, path: string, body: object) {
    return this.client.post(`/requests/${id}/${path}`, body);
  }

  attempt(id: string, path: string, body: object, key?: string) {
    return this.client.attempt(`/requests/${id}/${path}`, body, key);
  }

  /** The acts that pause the promise of a request from one instant to another. */
  pausing(request: Registered, kind: string, begins: string, ends: string): readonly Act[] {
    const visitId = (request['promises'] as { visitId: string | null }[]).find(
      (each) => each.visitId !== null,
    )?.visitId;
    if (kind === 'quote')
      return [
        {
          at: begins,
          path: `visits/${visitId}/quote`,
          body: { fee: { amount: '0', currency: 'CNY' }, travel: { basis: 'actual' } },
        },
        { at: ends, path: `visits/${visitId}/accept`, body: { acceptedBy: '王芳' } },
      ];
    if (kind === 'memo') {
      const plannedOn = new Date(Date.parse(ends) - 1 + 8 * 3_600_000).toISOString().slice(0, 10);
      const confirmed = (side: string, person: string): Act => ({
        at: begins,
        path: 'memo/confirm',
        body: ({ memo: { sha256 } }) => ({ side, person, sha256 }),
      });
      const memo = { text: '报表慢', solution: '下一补丁', plannedOn };
      return [{ at: begins, path: 'memo', body: memo }, confirmed('vendor', '李强'), confirmed('customer', '王芳')];
    }
    return [
      { at: begins, path: 'wait', body: { kind, text: '请答复', automatic: true } },
      { at: ends, path: 'resume', body: { kind } },
    ];
  }

  /** R15: SHA-256 of the RFC 8785 JSON. */
  hash(value: object): string {
    return createHash('sha256').update(canonicalJson(value)).digest('hex');
  }

  filesOf(folder: string): readonly string[] {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  }
}
