import { afterAll, describe, expect, it } from '@jest/globals';
import fc from '../../../support/fast-check.js';
import { personal, type Sealed } from '../../../../domain/kernel/personal.js';
import { KeyMissing } from '../../../../src/platform/keys/key-store.js';
import { Sealer } from '../../../../src/platform/keys/sealer.js';
import { SqliteKeyStore } from '../../../../src/platform/keys/sqlite-key-store.js';
import { freshFolder } from '../../../support/folder.js';
import { sampleEvent } from '../../../support/sample-events.js';

const keys = SqliteKeyStore.open(freshFolder());
const sealer = new Sealer(keys);
afterAll(() => keys.close());

const ming = { name: '王小明', email: 'ming@example.com', phone: null };

describe('sealing', () => {
  it('A2: no personal value is readable in what is sealed, at any depth, and all of it comes back', async () => {
    const data = {
      customerId: 'cus_1',
      manager: personal('m1', '李雷'),
      contacts: [
        { role: 'lead', person: personal('p1', ming) },
        { role: 'it', person: null },
      ],
    };
    const [stored] = await sealer.seal('seeyon', [data]);
    const text = JSON.stringify(stored);
    for (const term of ['王小明', '李雷', 'ming@example.com', 'plain']) expect(text).not.toContain(term);
    expect(stored).toEqual({
      customerId: 'cus_1',
      manager: { subject: 'm1', sealed: expect.any(String) },
      contacts: [
        { role: 'lead', person: { subject: 'p1', sealed: expect.any(String) } },
        { role: 'it', person: null },
      ],
    });
    expect(await sealer.open('seeyon', [stored])).toEqual([data]);
  });

  it('A2: any value comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
        const wellFormed = JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f]../g, '')) as unknown;
        const [stored] = await sealer.seal('seeyon', [{ person: personal('p-any', wellFormed) }]);
        expect(await sealer.open('seeyon', [stored])).toEqual([{ person: { subject: 'p-any', plain: wellFormed } }]);
      }),
      { numRuns: 50 },
    );
  });

  it('A2: the same value sealed twice differs, so that equal persons do not show', async () => {
    const [one, other] = await sealer.seal('seeyon', [personal('p1', ming), personal('p1', ming)]);
    expect(one).not.toEqual(other);
  });

  it('gives back what has no personal value as the very same objects', async () => {
    const plain = { days: 30, subject: 'a topic', rows: [{ subject: 'p1', plain: 1, more: 2 }] };
    const events = [sampleEvent(plain)];
    expect((await sealer.seal('seeyon', [plain]))[0]).toBe(plain);
    expect((await sealer.sealEvents('seeyon', events))[0]).toBe(events[0]);
  });

  it('A2: an erased person opens as erased, others in the same event stay readable', async () => {
    const [event] = await sealer.sealEvents('seeyon', [
      sampleEvent({ gone: personal('p-gone', ming), stays: personal('p-stays', ming) }),
    ]);
    await keys.erase('seeyon', 'p-gone');
    expect((await sealer.open('seeyon', [event!.data]))[0]).toEqual({
      gone: { subject: 'p-gone', erased: true },
      stays: personal('p-stays', ming),
    });
  });

  it('A2: what is recorded of an erased person afterwards is not stored', async () => {
    await keys.erase('seeyon', 'p-late');
    const [stored] = await sealer.seal('seeyon', [{ person: personal('p-late', ming) }]);
    expect(stored).toEqual({ person: { subject: 'p-late', erased: true } });
    expect(await sealer.open('seeyon', [stored])).toEqual([stored]);
    expect(await sealer.seal('seeyon', [stored])).toEqual([stored]);
  });

  it('A2: sealed bytes open neither for another person nor for another vendor, nor when changed', async () => {
    const [stored] = (await sealer.seal('seeyon', [personal('p1', ming)])) as unknown as [Sealed];
    await keys.provide('seeyon', ['p2']);
    await keys.provide('huaruan', ['p1']);
    await expect(sealer.open('seeyon', [{ ...stored, subject: 'p2' }])).rejects.toThrow('does not open');
    await expect(sealer.open('huaruan', [stored])).rejects.toThrow('does not open');
    const bytes = Buffer.from(stored.sealed, 'base64');
    bytes[20]! ^= 1;
    await expect(sealer.open('seeyon', [{ ...stored, sealed: bytes.toString('base64') }])).rejects.toThrow(
      'does not open',
    );
    await expect(sealer.open('seeyon', [{ ...stored, sealed: '' }])).rejects.toThrow('does not open');
  });

  it('names the missing key when there is neither key nor tombstone', async () => {
    await expect(sealer.open('seeyon', [{ subject: 'p-unknown', sealed: 'AAAA' }])).rejects.toBeInstanceOf(KeyMissing);
  });
});
