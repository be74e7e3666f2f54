import { services } from '../domain/kernel/vocabulary.js';
import type { ApiCall } from './open-application.js';

/**
 * A question of a stored ledger. `exact`: its bytes never change (D7). In other answers each recorded member stays,
 * and members may be added.
 */
export interface GoldenQuestion extends ApiCall {
  readonly exact: boolean;
}

const languages = ['zh-CN', 'zh-TW', 'en'];
/** Instants around every change of the scenario, boundaries included. */
const instants = [
  '2025-03-01',
  '2025-08-15T04:00:00.000Z',
  '2026-02-27T15:59:59.999Z',
  '2026-04-06',
  '2026-05-20T01:30:00.000Z',
  '2027-12-02',
];

const query = (members: Readonly<Record<string, string>>): string => new URLSearchParams(members).toString();

export interface Subject {
  readonly vendor: string;
  readonly customers: readonly string[];
  readonly contract: string;
  readonly contact: string;
  readonly webhook: string;
  readonly minor: string;
  readonly served: string;
  readonly requests: readonly string[];
  /** Positions of the ledger at which the same is asked. */
  readonly positions: readonly number[];
}

export const questionsOf = ({
  vendor,
  customers,
  contract,
  contact,
  webhook,
  minor,
  served,
  requests,
  positions,
}: Subject): readonly GoldenQuestion[] => {
  const get = (path: string, language: string, exact: boolean): GoldenQuestion => ({
    vendor,
    method: 'GET',
    path,
    language,
    exact,
  });
  const checks = languages.flatMap((language) =>
    customers.flatMap((customerId) =>
      services.flatMap((service) =>
        instants.flatMap((at) =>
          positions.map((position) => {
            const more: Readonly<Record<string, string>> =
              service === 'upgrade'
                ? { targetVersion: minor }
                : service === 'maintenance' || service === 'onsite'
                  ? { urgency: 'high', channel: 'hotline' }
                  : {};
            return get(
              `/entitlements/check?${query({ customerId, service, at, knownPosition: String(position), ...more })}`,
              language,
              true,
            );
          }),
        ),
      ),
    ),
  );
  const known = languages.flatMap((language) =>
    customers.map((customerId) =>
      get(
        `/customers/${customerId}/entitlements?${query({ at: '2026-05-20', knownAt: '2026-05-12T00:00:00.000Z' })}`,
        language,
        true,
      ),
    ),
  );
  const responses = [
    ...instants.map((at) => get(`/contracts/${contract}?${query({ at })}`, 'en', false)),
    get(`/contracts/${contract}?${query({ at: '2026-05-20', knownAt: '2026-02-10' })}`, 'en', false),
    ...languages.map((language) =>
      get(`/contracts/${contract}/timeline?${query({ knownAt: '2026-06-05' })}`, language, false),
    ),
    ...customers.flatMap((id) => [
      get(`/customers/${id}`, 'en', false),
      get(`/customers/${id}/timeline?${query({ knownAt: '2026-06-05' })}`, 'zh-CN', false),
    ]),
    get(`/customers/${customers[0]!}/contacts/${contact}/export`, 'en', false),
    get('/releases', 'en', false),
    get(`/webhooks/${webhook}`, 'en', false),
    get('/webhooks', 'en', false),
    ...requests.flatMap((id) => [
      get(`/requests/${id}`, 'en', false),
      get(`/obligations?${query({ requestId: id, state: 'sent' })}`, 'en', false),
    ]),
    get(`/requests?${query({ customerId: served })}`, 'en', false),
    ...['service-levels', 'satisfaction'].map((report) =>
      get(`/reports/${report}?${query({ from: '2026-06-01', to: '2026-06-30', by: 'priority' })}`, 'en', false),
    ),
  ];
  return [...checks, ...known, ...responses];
};
