import fc from './fast-check.js';
import { encoded, hostileText } from './hostile.js';
import type { Operation } from './openapi.js';

/**
 * Headers that a write or a read takes, as they should be and not; a position far ahead is rare, since it is waited
 * for.
 */
export const headers = ({ method, path }: Operation): fc.Arbitrary<(everywhere: boolean) => Record<string, string>> => {
  const latin = fc.string({
    unit: fc
      .integer({ min: 0x21, max: 0xff })
      .filter((value) => value !== 0x7f && !(value >= 0x80 && value < 0xa0))
      .map((value) => String.fromCharCode(value)),
    maxLength: 30,
  });
  const sometimes = (name: string, weight: number, ...values: string[]) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constant({}) },
      { weight, arbitrary: fc.constantFrom(...values).map((value) => ({ [name]: value })) },
      { weight: 1, arbitrary: latin.map((value) => ({ [name]: value })) },
    );
  const far = path.endsWith('/keys')
    ? fc.constantFrom({}, {}, {}, {}, {}, {}, {}, { 'ledger-min-position': '999999999999999' })
    : fc.constant({});
  return fc
    .tuple(
      sometimes(
        'idempotency-key',
        method === 'GET' ? 1 : 6,
        'k1',
        'k2',
        'k3',
        'x'.repeat(200),
        'x'.repeat(201),
        '__proto__',
      ),
      sometimes('if-match', method === 'GET' ? 1 : 3, '"0"', '"1"', '"999999"', 'W/"1"', '*', '1', '"1", "2"'),
      sometimes('accept-language', 6, 'zh-TW', 'en', 'xx', 'en;q=NaN', '*;q=0', 'zh-CN;q=2,'.repeat(500), ';;;,,,'),
      sometimes('ledger-min-position', 2, '0', '1', '-1', '1e3', '9'.repeat(16), 'abc'),
      sometimes('x-correlation-id', 2, 'abc', 'x'.repeat(101), '{}', '<script>'),
      sometimes('ledger-vendor', 2, 'seeyon', 'nobody', '__proto__', 'SEEYON', '*'),
      fc.oneof(
        { weight: 40, arbitrary: fc.constant({}) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            { 'x-large': 'x'.repeat(20_000) },
            { expect: '100-continue' },
            { 'content-encoding': 'gzip' },
            { range: 'bytes=0-1' },
            { accept: 'image/png' },
          ),
        },
      ),
      far,
    )
    .map((parts) => (everywhere) => {
      const { 'ledger-vendor': vendor, ...rest } = Object.assign({}, ...parts) as Record<string, string>;
      return {
        ...rest,
        ...(vendor !== undefined && !(everywhere && vendor === 'huaruan') && { 'ledger-vendor': vendor }),
      };
    });
};

const contentTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'application/problem+json',
  'application/json; charset=utf-16',
  'text/plain',
  'text/csv',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/xml',
  '*/*',
  ';',
  'json',
];

/** A JSON body, now and then of another type, cut off, or damaged in its bytes. */
export const json = (value: fc.Arbitrary<unknown>): fc.Arbitrary<{ type: string; bytes: Buffer }> =>
  fc
    .tuple(
      value,
      fc.oneof(
        { weight: 12, arbitrary: fc.constant(contentTypes[0]!) },
        { weight: 2, arbitrary: fc.constantFrom(...contentTypes) },
      ),
      fc.oneof({ weight: 12, arbitrary: fc.constant(-1) }, { weight: 2, arbitrary: fc.integer({ min: 0, max: 9 }) }),
      fc.nat(),
    )
    .map(([value, type, damage, at]) => ({ type, bytes: damaged(JSON.stringify(value) ?? '', damage, at) }));

const damaged = (text: string, kind: number, at: number): Buffer => {
  const cut = at % (text.length + 1);
  switch (kind) {
    case 0:
      return Buffer.from(text.slice(0, cut));
    case 1:
      return Buffer.from(`\ufeff${text}`);
    case 2:
      return Buffer.concat([
        Buffer.from(text.slice(0, cut)),
        Buffer.from([0xff, 0xfe, 0x00]),
        Buffer.from(text.slice(cut)),
      ]);
    case 3:
      return Buffer.from(text, 'utf16le');
    case 4:
      return Buffer.from(`${text}${text}`);
    case 5:
      return Buffer.from(
        text.replace(
          /"[^"]*"(?=[,}\]])/,
          ['NaN', '-0', '1e999', '-1e999', '00', 'Infinity', '9007199254740993', '1.0'][at % 8]!,
        ),
      );
    case 6:
      return Buffer.from(text.replace('{', '{"reason":"once","reason":"twice",'));
    case 7:
      return Buffer.alloc(0);
    case 8:
      return Buffer.from(`[${text}]`);
    case 9:
      return Buffer.from(`${text.slice(0, cut)}\u0000${text.slice(cut)}`);
    default:
      return Buffer.from(text);
  }
};

/** A form with files, with boundaries that are missing, wrong or never closed. */
export const multipart = (value: fc.Arbitrary<unknown>): fc.Arbitrary<{ type: string; bytes: Buffer }> =>
  fc
    .tuple(
      value,
      fc.oneof({ weight: 6, arbitrary: fc.constant(-1) }, { weight: 4, arbitrary: fc.integer({ min: 0, max: 7 }) }),
      fc.nat(),
      hostileText,
    )
    .map(([fields, damage, at, file]) => {
      const parts = Object.entries(typeof fields === 'object' && fields !== null ? fields : {}).map(
        ([name, member]) =>
          `--edge\r\ncontent-disposition: form-data; name="${name}"; ` +
          `filename="${encoded(file)}.csv"\r\ncontent-type: ` +
          `text/csv\r\n\r\n${typeof member === 'string' ? member : JSON.stringify(member)}\r\n`,
      );
      const text = `${parts.join('')}--edge--\r\n`;
      const type = 'multipart/form-data; boundary=edge';
      const cut = at % (text.length + 1);
      switch (damage) {
        case 0:
          return { type, bytes: Buffer.from(text.slice(0, cut)) };
        case 1:
          return { type: 'multipart/form-data', bytes: Buffer.from(text) };
        case 2:
          return { type: 'multipart/form-data; boundary=', bytes: Buffer.from(text) };
        case 3:
          return { type: 'multipart/form-data; boundary=other', bytes: Buffer.from(text) };
        case 4:
          return { type, bytes: Buffer.alloc(0) };
        case 5:
          return { type, bytes: Buffer.from(text.replaceAll('\r\n', '\n')) };
        case 6:
          return {
            type,
            bytes: Buffer.concat([
              Buffer.from(text.slice(0, cut)),
              Buffer.from([0x00, 0xff]),
              Buffer.from(text.slice(cut)),
            ]),
          };
        case 7:
          return { type: 'application/json', bytes: Buffer.from('{}') };
        default:
          return { type, bytes: Buffer.from(text) };
      }
    });
