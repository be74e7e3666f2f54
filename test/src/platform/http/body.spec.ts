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
    ['a number beyond all numbers', '{"a":1e999}'],
    ['nesting without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('with %s are malformed', (_, text) => {
    expect(codeOf(() => read(text))).toBe('malformed-json');
  });

  it.each([
    ['{"a":"\\ud800"}', '/a', 'half-character'],
    ['{"\\udc00":1}', '/\udc00', 'half-character'],
    ['{"__proto__":{"admin":true}}', '/__proto__', 'unknown'],
    ['{"a":[{"constructor":{"prototype":{}}}]}', '/a/0/constructor', 'unknown'],
    ['{"x/y~":["\\ude00"]}', '/x~1y~0/0', 'half-character'],
  ])('%s is refused at its pointer', (text, pointer, code) => {
    let errors: unknown;
    try {
      read(text);
    } catch (error) {
      errors = (error as { more: { errors: unknown } }).more.errors;
    }
    expect(errors).toMatchObject([{ pointer, code }]);
  });

  it.each([
    'text/plain',
    'application/json; charset=gbk',
    'application/x-www-form-urlencoded',
    '-',
    'application/jsonx',
  ])('of type %s are not supported', (contentType) => {
    expect(codeOf(() => read('{}', contentType))).toBe('media-type-unsupported');
  });

  it.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/merge-patch+json'])(
    'of type %s are read',
    (contentType) => {
      expect(read('{}', contentType)).toEqual({});
    },
  );
});
