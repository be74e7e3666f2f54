import type { ApiClient } from './api-client.js';

/** What a scenario records, and the question it is about. */
export type Scenario = (seller: Recorder) => Promise<Readonly<Record<string, string>>>;

/** Records the contracts of a scenario for a customer of its own. */
export class Recorder {
  customerId = '';
  contractId = '';
  terms: readonly { readonly termId: string; readonly kind: string }[] = [];

  constructor(
    readonly client: ApiClient,
    readonly no: string,
  ) {}

  async customer(level = 'standard', region = 'city'): Promise<string> {
    const body = { code: `KH-${this.no}`, name: 'Haidong Ltd', level, region };
    return (this.customerId = (await this.client.post('/customers', body)).id);
  }

  async contract(purchasedOn = '2026-03-01', no = this.no, modules: readonly object[] = []): Promise<string> {
    if (this.customerId === '') await this.customer();
    const product = { series: 'EKP', name: 'EKP', version: '4.11', modules };
    const body = { customerId: this.customerId, contractNo: no, licenceNo: `L-${no}`, purchasedOn, product };
    this.contractId = (await this.client.post('/contracts', body)).id;
    return this.contractId;
  }

  async post(path: string, body: object): Promise<void> {
    const { terms } = await this.client.post(`/contracts/${this.contractId}${path}`, body);
    if (terms !== undefined) this.terms = terms;
  }

  ask(service: string, query: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    return { customerId: this.customerId, service, ...query };
  }
}

const upgradeOf = async (recorder: Recorder, targetVersion: string, query: Readonly<Record<string, string>> = {}) => {
  await recorder.contract('2026-03-01', recorder.no, [{ code: 'HR' }, { code: 'OA', customized: true }]);
  return recorder.ask('upgrade', { targetVersion, ...query });
};

const after =
  (path: string, body: object): Scenario =>
  async (recorder) => {
    await recorder.contract();
    await recorder.post(path, body);
    return recorder.ask('maintenance');
  };

const due = async (recorder: Recorder, fee?: object): Promise<Readonly<Record<string, string>>> => {
  await recorder.contract('2025-03-01');
  await recorder.post('/renewals', { signedOn: '2026-02-15', period: 'P1Y', payment: 'due', ...(fee && { fee }) });
  return recorder.ask('maintenance');
};

/** D4: by reason, with its variants. Asked on 2026-11-26 at 09:00 in Shanghai, a Thursday. */
export const denials: Readonly<Record<string, readonly [reason: string, Scenario]>> = {
  'no contract': ['no-contract', async (recorder) => (await recorder.customer(), recorder.ask('maintenance'))],
  'licence revoked': ['not-licensed', after('/licence/revoke', { reason: 'Q1' })],
  'not started': [
    'not-started',
    async (recorder) => (await recorder.contract(), recorder.ask('maintenance', { at: '2026-02-01' })),
  ],
  lapsed: ['lapsed', async (recorder) => (await recorder.contract('2025-03-01'), recorder.ask('maintenance'))],
  gap: [
    'gap',
    async (recorder) => {
      await recorder.contract('2025-03-01');
      await recorder.post('/renewals', { signedOn: '2026-04-10', period: 'P1Y' });
      return recorder.ask('maintenance', { at: '2026-03-20' });
    },
  ],
  suspended: ['suspended', after('/suspend', { from: '2026-11-01', reason: 'Q2' })],
  'suspended to a day': ['suspended', after('/suspend', { from: '2026-11-01', to: '2026-12-31', reason: 'Q2' })],
  terminated: ['terminated', after('/terminate', { from: '2026-11-01', reason: 'Q3' })],
  transferred: [
    'transferred',
    async (recorder) => {
      await recorder.contract();
      const other = new Recorder(recorder.client, `${recorder.no}-2`);
      await recorder.post('/transfer', { toCustomerId: await other.customer(), from: '2026-11-01' });
      return recorder.ask('maintenance');
    },
  ],
  unpaid: [
    'unpaid',
    async (recorder) => {
      const question = await due(recorder, { amount: '36000.00', currency: 'CNY' });
      const { termId } = recorder.terms.find(({ kind }) => kind === 'paid')!;
      await recorder.post('/payments', { termId, amount: '6000.00', paidOn: '2026-03-01' });
      return question;
    },
  ],
  'unpaid without a fee': ['unpaid', (recorder) => due(recorder)],
  'requirement without an agreement': [
    'needs-agreement',
    async (recorder) => (await recorder.contract(), recorder.ask('requirement')),
  ],
  'major upgrade without an agreement': ['needs-agreement', (recorder) => upgradeOf(recorder, '5.00')],
  'customized module': ['customized-module', (recorder) => upgradeOf(recorder, '4.20', { module: 'OA' })],
  'version to be released': ['version-not-released', (recorder) => upgradeOf(recorder, '4.30')],
  'version not announced': ['version-not-released', (recorder) => upgradeOf(recorder, '4.90')],
  'not an upgrade': ['not-an-upgrade', (recorder) => upgradeOf(recorder, '4.10')],
  'other series': [
    'other-series',
    async (recorder) => (await recorder.contract(), recorder.ask('maintenance', { productSeries: 'XYZ' })),
  ],
  'module of another contract': [
    'module-not-in-contract',
    async (recorder) => {
      await recorder.contract('2024-03-01', `${recorder.no}-B`, [{ code: 'FI' }]);
      await recorder.contract();
      return recorder.ask('upgrade', { targetVersion: '4.20', module: 'FI' });
    },
  ],
  'allowance used up': [
    'allowance-exhausted',
    async (recorder) => {
      await recorder.contract();
      await recorder.post('/allowance-uses', { service: 'health-check', on: '2026-06-01' });
      return recorder.ask('health-check');
    },
  ],
  'channel not offered': [
    'channel-not-offered',
    async (recorder) => (await recorder.contract(), recorder.ask('maintenance', { channel: 'onsite' })),
  ],
};

const grantedFor =
  (service: string, query: Readonly<Record<string, string>> = {}): Scenario =>
  async (recorder) => (await recorder.contract(), recorder.ask(service, query));

/** D5: by the conditions of the grant. */
export const grants: Readonly<Record<string, readonly [conditions: readonly string[], Scenario]>> = {
  'without conditions': [[], grantedFor('self-service')],
  'care before the term': [[], grantedFor('care', { at: '2026-02-01' })],
  backup: [['backup-required'], grantedFor('maintenance', { urgency: 'high', channel: 'hotline' })],
  'travel costs': [['travel-cost-on-customer'], grantedFor('training')],
  'paid service, with an arrival': [
    ['travel-cost-on-customer', 'paid-service'],
    grantedFor('onsite', { urgency: 'normal', region: 'unknown' }),
  ],
  'outside of hours': [
    ['backup-required', 'outside-service-hours'],
    grantedFor('maintenance', { urgency: 'high', at: '2026-11-28T04:00:00Z' }),
  ],
  estimate: [
    ['needs-estimate'],
    async (recorder) => {
      await recorder.contract();
      await recorder.post('/agreements', { kind: 'requirement', signedOn: '2026-03-02', validFrom: '2026-03-02' });
      return recorder.ask('requirement');
    },
  ],
  upgrade: [[], (recorder) => upgradeOf(recorder, '4.20', { module: 'HR' })],
};
