import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const heading =
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';
/** Contracts a customer has in the export. */
const contractsEach = 2;

/** The same numbers for the same seed, on every machine (mulberry32). */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/**
 * Writes an export of `records` purchases (CSV, UTF-8), each with no, one or two paid terms and a contact; none of
 * them is at fault.
 */
export const writeExport = async (file: string, records: number, seed = 1): Promise<void> => {
  const random = randomOf(seed);
  const out = createWriteStream(file);
  let text = `${heading}\r\n`;
  for (let n = 0; n < records; n += 1) {
    const customer = Math.floor(n / contractsEach);
    const [year, month, day] = [
      2016 + Math.floor(random() * 8),
      1 + Math.floor(random() * 12),
      1 + Math.floor(random() * 28),
    ];
    const on = (later: number) => `${year + later}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const paid = Array.from({ length: Math.floor(random() * 3) }, (_, k) => `${on(k * 2 + 2)}~${on(k * 2 + 3)}`).join(
      ';',
    );
    const [level, region] = [['普通', '重点', 'VIP'][customer % 3], ['市内', '市郊', '外地'][customer % 3]];
    text +=
      `KH${customer},客户 ` +
      (`${customer},${level},${region},XS-${n},EKP-${n},EKP,致远EKP,${4 + (n % 3)}.${10 + (n % 20)},,${on(0)},` +
        `${paid},王芳${n},139${String(n).padStart(8, '0')},user${n}@example.com,经理${customer},\r\n`);
    if (text.length > 60_000) {
      if (!out.write(text)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
      text = '';
    }
  }
  out.end(text);
  await finished(out);
};
