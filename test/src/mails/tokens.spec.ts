import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { addressed, messageIdOf, readMessageId } from '../../../src/mails/envelope.js';
import { Tokens } from '../../../src/mails/tokens.js';
import fc from '../../support/fast-check.js';

const tokens = new Tokens(createSecretKey(randomBytes(32)));
const ids = ['seeyon', 'cus_1', 'ctc_1', 'survey'];

describe('M6: tokens', () => {
  it('give back what they were made of, for their purpose alone, and are the same each time', () => {
    const token = tokens.make('unsubscribe', ids);
    expect(token).toBe(tokens.make('unsubscribe', ids));
    expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
    expect(tokens.read('unsubscribe', token)).toEqual(ids);
    expect(tokens.read('survey', token)).toBeUndefined();
    expect(new Tokens(createSecretKey(randomBytes(32))).read('unsubscribe', token)).toBeUndefined();
  });

  it('cannot be changed in any character', () => {
    const token = tokens.make('unsubscribe', ids);
    for (let at = 0; at < token.length; at += 1) {
      const next = String.fromCharCode(token.charCodeAt(at) + 1);
      const changed = `${token.slice(0, at)}${next}${token.slice(at + 1)}`;
      expect([changed, tokens.read('unsubscribe', changed)]).toEqual([changed, undefined]);
    }
  });

  it('are no other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => tokens.read('unsubscribe', text) === undefined),
      { numRuns: 100 },
    );
    expect(tokens.read('unsubscribe', `${'A'.repeat(100_000)}.${'A'.repeat(43)}`)).toBeUndefined();
  });
});

describe('M3: the identity of a mail', () => {
  it('is made of obligation, recipient and the domain of PUBLIC_URL, and read back', () => {
    const id = messageIdOf('0f1e-2d', 'ctc_1', 'https://service.example.com:8443/ledger');
    expect(id).toBe('0f1e-2d.ctc_1@service.example.com');
    expect(readMessageId(`<${id}>`)).toEqual({ obligationId: '0f1e-2d', recipientKey: 'ctc_1' });
    expect(readMessageId('someone@example.com')).toBeUndefined();
  });

  it('M5: only notices can be ended, by a link and without one; M3: mails of a request form a thread', () => {
    const of = (more: object) =>
      addressed({
        obligationId: 'o',
        recipient: { key: 'ctc_1', name: 'Li', address: 'li@example.cn' },
        composed: { subject: 's', text: 't', html: 'h' },
        from: 'a@b.cn',
        replyTo: null,
        publicUrl: 'https://service.example.com',
        ...more,
      }).headers;
    expect(of({})).toEqual({ 'Auto-Submitted': 'auto-generated' });
    expect(of({ requestId: 'req_1', unsubscribe: 'https://service.example.com/u/1' })).toEqual({
      'Auto-Submitted': 'auto-generated',
      References: '<request-req_1@service.example.com>',
      'List-Unsubscribe': '<https://service.example.com/u/1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });
});
