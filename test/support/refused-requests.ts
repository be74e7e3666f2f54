import { refusedOfService } from './refused-service.js';

export type Body = Readonly<Record<string, unknown>>;
/** Sends a write, in a role; with a key it is one that must be accepted. */
export type Send = (
  path: string,
  body: Body,
  more?: { readonly key?: string; readonly role?: 'admin' | 'sales' },
) => Promise<{ readonly status: number; readonly body: Body & { readonly code?: string } }>;

const reason = '示例';
const signedOn = '2026-05-01';
const period = 'P1Y';

/**
 * Requests that rules of the domain refuse, by the code of the refusal, over a contract of their own; today is
 * 2026-06-01. Answers every refusal.
 */
export const refusedByRules = async (send: Send): Promise<readonly Body[]> => {
  let made = 0;
  const accepted = async (path: string, body: Body): Promise<Readonly<Record<string, never>>> => {
    const answer = await send(path, body, { key: `refused-${(made += 1)}` });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as never;
  };
  const refusals: Body[] = [];
  const refused = async (code: string, path: string, body: Body, role?: 'sales'): Promise<void> => {
    const answer = await send(path, body, role === undefined ? {} : { role });
    if (answer.body.code !== code) throw new Error(`${code} expected of ${path}: ${JSON.stringify(answer.body)}`);
    refusals.push(answer.body);
  };

  const customer = { code: 'KH00901', name: '近水科技', level: 'standard', region: 'city' };
  const { id: customerId } = await accepted('/customers', customer);
  const { id, terms } = await accepted('/contracts', {
    customerId,
    contractNo: 'XS-2025-0901',
    licenceNo: 'LIC-0901',
    purchasedOn: '2025-03-01',
    product: { series: 'EKP', name: 'EKP', version: '4.11' },
  });
  const at = `/contracts/${String(id)}`;
  const [{ termId: free }] = terms as unknown as readonly [{ readonly termId: string }];
  const fee = { amount: '8000.00', currency: 'CNY' };
  const { termId } = await accepted(`${at}/renewals`, { signedOn: '2026-02-01', period, payment: 'due', fee });

  await refused('signed-in-future', `${at}/renewals`, { signedOn: '2026-07-01', period });
  await refused('length-ambiguous', `${at}/renewals`, { signedOn });
  await refused('start-needs-reason', `${at}/renewals`, { signedOn, period, startOn: '2027-05-01' });
  const early = { signedOn, period, startOn: '2026-04-01', reason };
  await refused('needs-admin', `${at}/renewals`, early, 'sales');
  await refused('terms-overlap', `${at}/renewals`, early);
  await refused('term-runs-backwards', `${at}/renewals`, { signedOn, lastDay: '2027-01-01' });
  await refused('term-before-purchase', `${at}/renewals`, { ...early, period: 'P1M', startOn: '2025-01-01' });

  const payment = { termId, amount: '100.00', paidOn: '2026-05-02' };
  await refused('term-unknown', `${at}/payments`, { ...payment, termId: 'trm_nothing' });
  await refused('term-not-due', `${at}/payments`, { ...payment, termId: free });
  await refused('paid-in-future', `${at}/payments`, { ...payment, paidOn: '2026-07-01' });
  await refused('currency-differs', `${at}/payments`, { ...payment, amount: { amount: '1.00', currency: 'USD' } });
  await refused('amount-not-positive', `${at}/payments`, { ...payment, amount: '0.00' });
  await refused('payment-unknown', `${at}/payments/pay_nothing/take-back`, { reason });

  await refused('free-term-not-cancellable', `${at}/terms/${free}/cancel`, { from: '2026-01-01', reason });
  await refused('cancel-after-term', `${at}/terms/${String(termId)}/cancel`, { from: '2028-01-01', reason });
  await refused('suspension-runs-backwards', `${at}/suspend`, { from: '2026-06-10', to: '2026-06-01', reason });
  await accepted(`${at}/suspend`, { from: '2026-06-10', to: '2026-06-20', reason });
  await refused('suspensions-overlap', `${at}/suspend`, { from: '2026-06-15', reason });
  await refused('resumed-before-suspended', `${at}/resume`, { on: '2026-06-01' });

  const agreement = { kind: 'onsite', signedOn, validFrom: signedOn };
  await refused('agreement-runs-backwards', `${at}/agreements`, { ...agreement, validTo: '2026-04-01' });
  await refused('major-not-expected', `${at}/agreements`, { ...agreement, toMajor: 5 });
  await refused('major-needed', `${at}/agreements`, { ...agreement, kind: 'major-upgrade' });
  await refused('agreement-unknown', `${at}/agreements/agr_nothing/take-back`, { reason });
  const { agreementId } = await accepted(`${at}/agreements`, agreement);
  const signed = `${at}/agreements/${String(agreementId)}`;
  await accepted(`${signed}/take-back`, { reason });
  await refused('taken-back', `${signed}/correct`, { reason, validTo: '2026-12-31' });

  await refused('performed-in-future', `${at}/upgrades`, { targetVersion: '4.20', performedOn: '2026-07-01' });
  await refused('not-entitled', `${at}/upgrades`, { targetVersion: '9.00', performedOn: '2026-02-01' });
  await refused('upgrade-unknown', `${at}/upgrades/upg_nothing/take-back`, { reason });
  const use = (on: string): Body => ({ service: 'health-check', on });
  await refused('no-term-that-day', `${at}/allowance-uses`, use('2025-01-01'));
  await refused('unpaid-that-day', `${at}/allowance-uses`, use('2026-05-01'));
  await accepted(`${at}/allowance-uses`, use('2026-02-01'));
  await refused('allowance-exhausted', `${at}/allowance-uses`, use('2026-02-02'));
  await refused('use-unknown', `${at}/allowance-uses/use_nothing/give-back`, { reason });

  await refused('already-owner', `${at}/transfer`, { toCustomerId: customerId, from: '2026-06-01' });
  await refused('transfer-unknown', `${at}/transfers/tra_9/take-back`, { reason });
  await refused('terminated-before-purchase', `${at}/terminate`, { from: '2025-01-01', reason });
  await accepted(`${at}/terminate`, { from: '2026-06-25', reason });
  await refused('terminated-otherwise', `${at}/terminate`, { from: '2026-06-28', reason });
  await refused('terminated', `${at}/renewals`, { signedOn, period });

  const one = `/customers/${String(customerId)}`;
  await refused('contact-unknown', `${one}/contacts/per_nothing/erase`, { reason });
  await refused('merged-into-itself', `${one}/merge`, { intoCustomerId: customerId, reason });
  await refused('customer-not-merged', `${one}/merge/undo`, { reason });
  await refused('release-exists', '/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-01-01' });
  await refused('release-unknown', '/releases/reschedule', {
    series: 'EKP',
    version: '8.88',
    publishedAt: '2026-01-01',
    reason,
  });
  await refusedOfService(String(customerId), accepted, refused);
  await refused('webhook-target', '/webhooks', { url: 'http://127.0.0.1/hook', types: ['ContractPurchased'] });
  return refusals;
};
