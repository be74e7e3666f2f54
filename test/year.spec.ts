import { describe, expect, it } from '@jest/globals';
import { freshFolder } from './support/folder.js';
import { review } from './support/year/review.js';
import { simulate } from './support/year/simulate.js';

describe('a service department on a simulated clock', () => {
  it('O1-O9, K8-K14, S22: in a quarter with 40 customers everything owed happens once, as a plain computation has it', async () => {
    const simulated = await simulate({
      home: freshFolder(),
      customers: 40,
      firstDay: '2026-10-26',
      lastDay: '2027-01-31',
      announcedOn: '2026-12-02',
      seed: 20261124,
    });
    const { faults, obligations, promises, mails } = await review(simulated);
    await simulated.service.close();
    expect(faults).toEqual([]);
    expect(mails).toBeGreaterThan(100);
    expect([...promises.keys()].sort()).toEqual(expect.arrayContaining(['respond broken', 'respond kept']));
    expect(obligations.size).toBeGreaterThan(15);
  });
});
