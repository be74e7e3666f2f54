import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { bounds } from '../../src/imports/bounds.js';
import { FileFault } from '../../src/imports/reading/file-fault.js';
import { ImportJobs } from '../../src/imports/jobs/import-jobs.js';
import { readInThread } from '../../src/imports/reading/read-in-thread.js';
import { readRows } from '../../src/imports/reading/read-rows.js';
import { sourceOf } from '../../src/cli/local-source.js';
import { Archive } from '../../src/imports/reading/xlsx/archive.js';
import { SharedStrings } from '../../src/imports/reading/xlsx/strings.js';
import { readXml } from '../../src/imports/reading/xlsx/xml.js';
import { settings } from '../../src/platform/config/settings.js';
import { startApp } from '../support/app.js';
import { freshFolder } from '../support/folder.js';
import { setAttempts } from '../support/import-attempts.js';
import { csvOf, heading, importing, recordOf } from '../support/imports.js';
import { type Parts, rowOf, workbookOf } from '../support/workbook.js';
import { zipOf } from '../support/zip.js';
import { accepted, type Area, type Tried } from './area.js';
import { lowered } from './lowered.js';

const fileOf = (content: Buffer | string) => {
  const file = join(freshFolder(), 'export');
  writeFileSync(file, content);
  return sourceOf(file);
};
/** The code of the fault that reading gives; `of another bound` where it is none of this one. */
const faultOf = async (reading: () => Promise<unknown>, bound?: string): Promise<string> => {
  try {
    await reading();
    return accepted;
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { reason, facts } = error;
    return reason === 'over-bound' && facts['bound'] !== bound ? `of another bound: ${String(facts['bound'])}` : reason;
  }
};
const through = async (pieces: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of pieces);
};
const read = (content: Buffer | string, bound?: string) => faultOf(() => through(readRows(fileOf(content))), bound);
const sheet = (rows: string, parts: Parts = {}) => workbookOf(rowOf(1, heading) + rows, parts);
const times = (count: number, text: string) => Array.from({ length: count }, () => text);
const xml = (pieces: readonly string[]) =>
  faultOf(() =>
    through(
      readXml(
        'part',
        (async function* () {
          yield* pieces;
        })(),
        {},
      ),
    ),
  );

type Code = (count: number) => Promise<string>;
/** Every way must accept the bound, and every way must refuse one more by the same code. */
const both = async (bound: number, ...ways: readonly Code[]): Promise<Tried> => {
  const [at, over] = [new Set<string>(), new Set<string>()];
  for (const way of ways) {
    at.add(await way(bound));
    over.add(await way(bound + 1));
  }
  return { at: [...at].join(), over: [...over].join() };
};

/** A zip whose directory shows other sizes than its one part has. */
const shownAs = (stored: Buffer, compressed: number, inflated: number): Buffer => {
  const zip = zipOf({ part: stored });
  const place = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  zip.writeUInt16LE(8, place + 10);
  zip.writeUInt32LE(compressed, place + 20);
  zip.writeUInt32LE(inflated, place + 24);
  return zip;
};
const readPart = (zip: Buffer, bound: string) =>
  faultOf(async () => {
    const archive = await Archive.open(fileOf(zip));
    try {
      await through(archive.text('part'));
    } finally {
      archive.close();
    }
  }, bound);

/** Cells of one row that hold so many characters together. */
const cellsOf = (characters: number): readonly string[] => [
  ...times(Math.floor(characters / 30_000), 'x'.repeat(30_000)),
  'x'.repeat(characters % 30_000),
];
const rowXml = (cells: readonly string[]) =>
  `<row r="2">${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;

const started = { now: '2026-11-23T02:00:00.000Z' };

export const imports: Area = {
  name: 'imports',
  bounds: { ...bounds, uploadMb: Number(settings.uploadLimit.default) },
  tries: {
    columns: (_, bound) =>
      both(
        bound,
        (count) => read(`${times(count, 'a').join()}\n`, 'columns'),
        (count) => read(sheet(rowXml(times(count, 'a'))), 'columns'),
      ),
    cellText: (_, bound) =>
      both(
        bound,
        (count) => read(sheet(rowXml(['x'.repeat(count)]))),
        (count) =>
          faultOf(async () => {
            const archive = await Archive.open(fileOf(zipOf({ s: `<sst><si><t>${'x'.repeat(count)}</t></si></sst>` })));
            (await SharedStrings.read(archive, 's')).close();
            archive.close();
          }),
      ),
    rowText: (_, bound) =>
      both(
        bound,
        (count) => read(`${'x'.repeat(count)}\n`, 'rowText'),
        (count) => read(sheet(rowXml(cellsOf(count))), 'rowText'),
      ),
    rows: async (_, bound) => {
      const inSheet: Code = (line) => read(sheet(`<row r="${line}"><c><v>1</v></c></row>`), 'rows');
      const inText: Code = (line) => lowered(bounds, { rows: 100 }, () => read(times(line, 'a\n').join(''), 'rows'));
      const [xlsx, csv] = [await both(bound, inSheet), await both(100, inText)];
      return { at: xlsx.at === csv.at ? xlsx.at : 'differs', over: xlsx.over === csv.over ? xlsx.over : 'differs' };
    },
    headingRows: (app, bound) =>
      both(bound, async (line) => {
        const file = csvOf(...times(line - 1, 'x').map((text) => [text]), heading, recordOf(line));
        const { state, failure } = await importing(app).run(file, '?dryRun=true');
        return state === 'finished' ? accepted : failure!.code;
      }),
    formatCode: (_, bound) => both(bound, (count) => read(sheet('', { formats: ['0'.repeat(count)] }), 'formatCode')),
    formats: (_, bound) => both(bound, (count) => read(sheet('', { formats: times(count, '0') }), 'formats')),
    styles: (_, bound) =>
      both(bound, (count) =>
        read(
          zipOf({
            '_rels/.rels':
              '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r0"/></sheets></workbook>',
            'xl/_rels/workbook.xml.rels':
              '<Relationships><Relationship Id="r0" Type="x/worksheet" Target="s.xml"/><Relationship Id="r1" Type="x/styles" Target="styles.xml"/></Relationships>',
            'xl/styles.xml': `<styleSheet><cellXfs>${'<xf numFmtId="0"/>'.repeat(count)}</cellXfs></styleSheet>`,
            'xl/s.xml': '<worksheet/>',
          }),
          'styles',
        ),
      ),
    sheets: (_, bound) =>
      both(bound, (count) => read(sheet('', { sheets: '<sheet name="a" r:id="r0"/>'.repeat(count) }), 'sheets')),
    mergedRanges: (_, bound) =>
      both(bound, (count) =>
        read(
          sheet('', { behind: `<mergeCells>${'<mergeCell ref="A1:A2"/>'.repeat(count)}</mergeCells>` }),
          'mergedRanges',
        ),
      ),
    sharedTexts: () =>
      lowered(bounds, { sharedTexts: 10 }, () =>
        both(10, (count) =>
          faultOf(async () => {
            const zip = zipOf({ s: `<sst>${'<si><t>x</t></si>'.repeat(count)}</sst>` });
            const archive = await Archive.open(fileOf(zip));
            try {
              (await SharedStrings.read(archive, 's')).close();
            } finally {
              archive.close();
            }
          }, 'sharedTexts'),
        ),
      ),
    depth: (_, bound) => both(bound, (levels) => xml(['<a>'.repeat(levels), '</a>'.repeat(levels)])),
    untagged: (_, bound) => both(bound, (count) => xml(['<a>', 'x'.repeat(count), '</a>'])),
    parts: (_, bound) =>
      both(bound, (count) =>
        faultOf(async () => {
          const names = Array.from({ length: count }, (_, n) => [`p${n}`, ''] as const);
          (await Archive.open(fileOf(zipOf(Object.fromEntries(names))))).close();
        }, 'parts'),
      ),
    inflated: () =>
      lowered(bounds, { inflated: 10_000_000 }, () =>
        both(10_000_000, (bytes) => readPart(zipOf({ part: 'x'.repeat(bytes) }), 'inflated')),
      ),
    ratio: async (_, bound) => {
      const compressed = Math.ceil(bounds.ratioFrom / bound) + 1;
      // Its content is none: a fault of another kind than size counts as accepted.
      const ask = async (inflated: number) => {
        const code = await readPart(shownAs(Buffer.alloc(compressed, 7), compressed, inflated), 'ratio');
        return code === 'broken-workbook' ? accepted : code;
      };
      return { at: await ask(compressed * bound), over: await ask(compressed * bound + 1) };
    },
    ratioFrom: (_, bound) =>
      both(bound, (bytes) => {
        const deflated = deflateRawSync(Buffer.alloc(bytes));
        return readPart(shownAs(deflated, deflated.length, bytes), 'ratio');
      }),
    heap: async () => {
      const formats = Array.from({ length: bounds.formats }, (_, n) => `"${String(n).padStart(240, 'x')}"0`);
      const source = fileOf(sheet('', { formats }));
      const within = (heapMb?: number) =>
        faultOf(() => through(readInThread({ source, headings: [] }, () => undefined, heapMb)), 'heap');
      return { at: await within(), over: await within(24) };
    },
    waiting: async (app, bound) => {
      // The other vendor's: the imports of these tries wait for none of them.
      const theirs = importing(app, 'other');
      const one = (n: number) => recordOf(`w${n}`, { 产品系列: 'HRHIS' });
      await theirs.send(csvOf(heading, ...Array.from({ length: 1500 }, (_, n) => one(n))));
      let last = 0;
      for (let n = 1; n < bound; n += 1) last = (await theirs.send(csvOf(heading, one(n)), '?dryRun=true')).status;
      const { status, body } = await theirs.send(csvOf(heading, one(0)), '?dryRun=true');
      return { at: last === 202 ? accepted : String(last), over: status === 429 ? body.code : accepted };
    },
    attempts: async (_, bound) => {
      const app = await startApp(started);
      const sent: string[] = [];
      const rows = (from: number) => Array.from({ length: 400 }, (_, n) => recordOf(from + n));
      for (const from of [0, 400]) sent.push((await importing(app).send(csvOf(heading, ...rows(from)))).body.id);
      await app.app.close();
      // As if the process had ended meanwhile so many times.
      for (const [index, id] of sent.entries()) setAttempts(app.home, id, bound - 1 + index);
      const again = await startApp({ ...started, home: app.home });
      await again.app.get(ImportJobs, { strict: false }).resume();
      await importing(again).idle();
      const [at, over] = await Promise.all(sent.map((id) => importing(again).shown(id)));
      await again.close();
      return { at: at!.state === 'finished' ? accepted : at!.state, over: over!.failure?.code ?? accepted };
    },
    // With a setting of 1 MB: the same code holds whatever the setting is.
    uploadMb: async () => {
      const app = await startApp({ ...started, env: { UPLOAD_LIMIT_MB: '1' } });
      const tried = await both(2 ** 20, async (bytes) => {
        const { status, body } = await importing(app).send('x'.repeat(bytes), '?dryRun=true');
        return status === 202 ? accepted : body.code;
      });
      await importing(app).idle();
      await app.close();
      return tried;
    },
  },
};
