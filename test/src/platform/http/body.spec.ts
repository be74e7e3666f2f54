import { describe, expect, it } from '@jest/globals';
import { readBody } from '../../../../src/platform/http/body.js';

const json = 'application/json';
const read = (text: string | Buffer, contentType = json) => readBody(contentType, Buffer.from(text as string));
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'accepted';
};

describe('bodies', () => {
  it('are read as they are, with a byte order mark or without', () => {
    expect(read('{"name":"青岛","amount":"1.00","n":1}')).toEqual({ name: '青岛', amount: '1.00', n: 1 });
    expect(read('\ufeff{"a":"\\ud83d\\ude00"}')).toEqual({ a: '😀' });
  });

  it.each([
    ['broken JSON', '{"a":'],
    ['nothing at all', ''],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['half a character', '{"a":"\\ud800"}'],
    ['half a character in a name', '{"\\udc00":1}'],
    ['a number beyond all numbers', '{"a":1e999}'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['constructor, deep inside', '{"a":[{"constructor":{"prototype":{}}}]}'],
    ['nesting without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('with %s are malformed', (_, text) => {
    expect(codeOf(() => read(text))).toBe('malformed-json');
  });

  it.each(['text/plain', 'application/json; charset=gbk', 'application/x-www-form-urlencoded', '-', 'application/jsonx'])('of type %s are not supported', (contentType) => {
    expect(codeOf(() => read('{}', contentType))).toBe('media-type-unsupported');
  });

  it.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/merge-patch+json'])('of type %s are read', (contentType) => {
    expect(read('{}', contentType)).toEqual({});
  });
});
