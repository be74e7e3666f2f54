import { describe, expect, it } from '@jest/globals';
import { paidTerm, following, freeTerm, History } from '../../support/history.js';
import { ask } from '../../support/sheets.js';

/** Contract K: bought 2025-03-01, installed 4.11, city, level key. */
const bought = (): History => {
  const history = new History();
  history.customer('cus_a', 'key', 'city');
  history.purchase({
    product: {
      modules: [
        { code: 'standard-module', customized: false },
        { code: 'own-module', customized: true },
      ],
    },
  });
  return history;
};
const renewal = paidTerm('trm_1', '2026-04-10', { lastDay: '2027-04-10' });
const renewedLate = (): History => {
  const history = bought();
  history.renewed(renewal);
  return history;
};
const corrected = (): { readonly history: History; readonly before: number } => {
  const history = renewedLate();
  const before = history.position;
  const term = { ...renewal, firstDay: '2026-03-02', lastDay: '2027-03-01', anchor: 1 };
  history.ofContract({
    type: 'ContractCorrected',
    data: { correctionId: 'cor_1', reason: 'signed earlier', facts: {}, terms: [term], removed: [] },
  });
  return { history, before };
};
const withReleases = (): History => {
  const history = bought();
  history.released('4.20', '2025-05-31T16:00:00.000Z');
  history.released('5.00', '2025-08-31T16:00:00.000Z');
  return history;
};
const withAgreement = (): History => {
  const history = withReleases();
  history.ofContract({
    type: 'AgreementSigned',
    data: {
      agreementId: 'agr_1',
      kind: 'major-upgrade',
      signedOn: '2025-10-01',
      validFrom: '2025-10-15',
      validTo: null,
      toMajor: 5,
      scope: null,
      fee: null,
    },
  });
  return history;
};

describe('worked answers', () => {
  it('1 (T2, D4): the last instant of the free term is covered', () => {
    const answer = ask(bought(), { service: 'maintenance', at: '2026-03-01T15:59:59.999Z' });
    expect(answer).toMatchObject({
      entitled: true,
      outcome: 'granted-with-conditions',
      reason: 'covered',
      remedy: null,
      nextChangeAt: '2026-03-01T16:00:00.000Z',
    });
    expect(answer.coveredBy).toEqual({
      contractId: 'con_k',
      contractNo: 'XS-2025-0311',
      termId: 'con_k-t0',
      kind: 'free',
      firstDay: '2025-03-01',
      lastDay: '2026-03-01',
    });
    expect(answer.conditions).toEqual([{ code: 'backup-required' }]);
  });

  it('2 (T6, D4, D6): the next instant is lapsed, and only a renewal helps', () => {
    expect(ask(bought(), { service: 'maintenance', at: '2026-03-01T16:00:00.000Z' })).toMatchObject({
      entitled: false,
      outcome: 'denied',
      reason: 'lapsed',
      remedy: 'renew',
      nextChangeAt: null,
      coveredBy: null,
      conditions: [],
    });
  });

  it('3 (C3, D4, D6): before a late renewal there is a gap until its first day', () => {
    expect(ask(renewedLate(), { service: 'maintenance', at: '2026-03-20T04:00:00Z' })).toMatchObject({
      entitled: false,
      reason: 'gap',
      nextChangeAt: '2026-04-09T16:00:00.000Z',
    });
  });

  it('4 (C3): the late term covers from the day of signing', () => {
    expect(ask(renewedLate(), { service: 'maintenance', at: '2026-04-10T04:00:00Z' })).toMatchObject({
      entitled: true,
      coveredBy: { firstDay: '2026-04-10', lastDay: '2027-04-10', kind: 'paid' },
    });
  });

  it(
    '5, 6 (T5, C9): a correction closes the gap for what ' + 'is known since, and for nothing asked as known before',
    () => {
      const { history, before } = corrected();
      expect(ask(history, { service: 'maintenance', at: '2026-03-20', knownPosition: before })).toMatchObject({
        entitled: false,
        reason: 'gap',
      });
      expect(ask(history, { service: 'maintenance', at: '2026-03-20' })).toMatchObject({
        entitled: true,
        coveredBy: { firstDay: '2026-03-02', lastDay: '2027-03-01' },
      });
    },
  );

  it('7 (C2, T3): a renewal on time begins the day after', () => {
    const history = bought();
    history.renewed(following('trm_1', freeTerm('2025-03-01'), '2027-03-01', { signedOn: '2026-01-15' }));
    expect(ask(history, { service: 'maintenance', at: '2026-03-02' })).toMatchObject({
      entitled: true,
      coveredBy: { firstDay: '2026-03-02', lastDay: '2027-03-01' },
    });
  });

  it('8 (V2): a version is not released a second before it is', () => {
    expect(
      ask(withReleases(), { service: 'upgrade', targetVersion: '4.20', at: '2025-05-31T15:59:59Z' }),
    ).toMatchObject({
      entitled: false,
      reason: 'version-not-released',
      nextChangeAt: '2025-05-31T16:00:00.000Z',
      remedy: null,
    });
  });

  it('9 (V2, D5): a released minor version is granted', () => {
    expect(ask(withReleases(), { service: 'upgrade', targetVersion: '4.20', at: '2025-07-01' })).toMatchObject({
      entitled: true,
      outcome: 'granted',
      reason: 'covered',
      conditions: [],
    });
  });

  it('10 (D4, D6): a new major needs an agreement', () => {
    expect(ask(withReleases(), { service: 'upgrade', targetVersion: '5.00', at: '2025-10-01' })).toMatchObject({
      entitled: false,
      reason: 'needs-agreement',
      remedy: 'sign-agreement',
    });
  });

  it('11 (D4): with the agreement it is granted, from its first day on', () => {
    expect(ask(withAgreement(), { service: 'upgrade', targetVersion: '5.00', at: '2025-10-20' })).toMatchObject({
      entitled: true,
      outcome: 'granted',
    });
    expect(ask(withAgreement(), { service: 'upgrade', targetVersion: '5.00', at: '2025-10-14' })).toMatchObject({
      reason: 'needs-agreement',
      nextChangeAt: '2025-10-14T16:00:00.000Z',
    });
  });

  it('12 (D4): a customized module is not upgraded', () => {
    expect(
      ask(withAgreement(), { service: 'upgrade', targetVersion: '4.20', module: 'own-module', at: '2025-10-20' }),
    ).toMatchObject({ entitled: false, reason: 'customized-module' });
    expect(
      ask(withAgreement(), { service: 'upgrade', targetVersion: '4.20', module: 'standard-module', at: '2025-10-20' }),
    ).toMatchObject({ entitled: true });
  });

  it('13 (K2, K3, K4): Friday 17:50 plus an hour is the make-up Saturday morning', () => {
    expect(ask(bought(), { service: 'maintenance', urgency: 'high', at: '2026-02-13T09:50:00Z' }).promise).toEqual({
      priority: 'P2',
      respondBy: '2026-02-14T01:50:00.000Z',
      provisional: false,
    });
  });

  it('14 (K5): in the city within 48 hours', () => {
    expect(ask(bought(), { service: 'onsite', urgency: 'normal', at: '2025-11-21T09:00:00Z' }).promise).toMatchObject({
      arriveBy: '2025-11-23T09:00:00.000Z',
    });
  });

  it('15 (K5): outside by the close of the third working day', () => {
    expect(
      ask(bought(), { service: 'onsite', urgency: 'normal', region: 'outside', at: '2025-11-21T09:00:00Z' }).promise,
    ).toMatchObject({ arriveBy: '2025-11-26T10:00:00.000Z' });
  });

  it('16 (C5): a month suspended with extend ends the term a month later', () => {
    const history = bought();
    const term = freeTerm('2025-03-01', { termId: 'con_k-t0', lastDay: '2026-04-01' });
    history.ofContract({
      type: 'ContractSuspended',
      data: {
        suspensionId: 'sus_1',
        from: '2025-08-01',
        to: '2025-08-31',
        reason: 'moving house',
        extend: true,
        terms: [term],
        removed: [],
      },
    });
    expect(ask(history, { service: 'maintenance', at: '2025-08-15' })).toMatchObject({
      entitled: false,
      reason: 'suspended',
      remedy: 'resume',
      nextChangeAt: '2025-08-31T16:00:00.000Z',
    });
    expect(ask(history, { service: 'maintenance', at: '2026-04-01T15:59:59.999Z' })).toMatchObject({
      entitled: true,
      coveredBy: { lastDay: '2026-04-01' },
      nextChangeAt: '2026-04-01T16:00:00.000Z',
    });
  });
});
