import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { openApplication } from '../../golden/open-application.js';
import { knownEvents } from '../../src/event-types.js';
import { cloudEvent, withoutPersons } from '../../src/webhooks/cloud-event.js';
import { announcedTypes, entitlementChanged } from '../../src/webhooks/types.js';
import { freshFolder } from '../support/folder.js';
import { validatorsOf } from '../support/described.js';
import type { OpenApi } from '../support/openapi.js';
import { readScript } from '../support/read-script.js';

type Webhooks = Readonly<Record<string, { readonly post: { readonly requestBody: { readonly content: object } } }>>;

const stored = 'test/fixtures/golden';
const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as OpenApi & { readonly webhooks: Webhooks };
const types = [...knownEvents.types.values()].flatMap((each) => [...each]);
/** Each schema is compiled once for all ledgers: that of all events takes seconds. */
const validatorOf = validatorsOf(document);
const anyEvent = { $ref: '#/components/schemas/Event' };

/** All that a golden ledger holds, as it is stored, and with its persons opened. */
const eventsOf = async (version: string) => {
  const home = freshFolder();
  for (const file of ['events.db', 'keys.db'])
    writeFileSync(join(home, file), gunzipSync(readFileSync(join(stored, version, `${file}.gz`))));
  const { stores, close } = await openApplication(home, '2026-11-23T02:00:00.000Z');
  const events: Recorded[] = [];
  const opened: Recorded[] = [];
  for (;;) {
    const read = await stores.ordinals.readAll(events.at(-1)?.position ?? 0, 500);
    if (read.length === 0) break;
    events.push(...read);
    for (const event of read) opened.push(...(await stores.sealer.openEvents(event.vendor, [event])));
  }
  await close();
  return { events, opened };
};

describe('the catalogue of event types', () => {
  it('is written from the types in the code', async () => {
    expect(readFileSync('src/history/event-data.json', 'utf8')).toBe(
      await readScript('test/support/write-event-data.mjs'),
    );
  }, 60_000);

  it('has every type, and its data', () => {
    const { Event } = document.components.schemas as unknown as Record<
      string,
      { readonly discriminator: { readonly mapping: object } }
    >;
    expect(Object.keys(Event!.discriminator.mapping).sort()).toEqual([...new Set(types)].sort());
    expect(types.filter((type) => !(`${type}Data` in document.components.schemas))).toEqual([]);
  });

  it('has a webhook for each type that can be subscribed to', () => {
    expect(Object.keys(document.webhooks)).toEqual([...announcedTypes, entitlementChanged]);
  });

  describe.each(readdirSync(stored))('over the golden ledger %s', (version) => {
    let ledger: Awaited<ReturnType<typeof eventsOf>>;
    beforeAll(async () => {
      ledger = await eventsOf(version);
    }, 60_000);
    afterAll(() => expect(ledger.events.length).toBeGreaterThan(100));

    const faults = (schema: object, values: readonly unknown[]): readonly string[] => {
      const valid = validatorOf(schema);
      return values.flatMap((value) => {
        if (valid(value)) return [];
        const { type } = value as { readonly type: string };
        return valid.errors!.map(({ instancePath, message }) => `${type} ${instancePath} ${message}`);
      });
    };

    it('describes every recorded event, sealed and opened', () => {
      expect(faults(anyEvent, ledger.events)).toEqual([]);
      expect(faults(anyEvent, ledger.opened)).toEqual([]);
    });

    it('describes every delivery, with persons and without', () => {
      const party = { customerId: 'cus_1', customerCode: 'KH1', contractId: 'con_1', contractNo: 'XS-1' };
      for (const type of announcedTypes) {
        const { content } = document.webhooks[type]!.post.requestBody;
        const { schema } = (content as Record<string, { readonly schema: object }>)['application/cloudevents+json']!;
        const delivered = (events: readonly Recorded[], show: boolean) =>
          events
            .filter((event) => event.type === type)
            .map((event) =>
              JSON.parse(JSON.stringify(cloudEvent({ ...event, data: withoutPersons(event.data, show) }, party))),
            );
        expect(faults(schema, delivered(ledger.events, false))).toEqual([]);
        expect(faults(schema, delivered(ledger.opened, true))).toEqual([]);
      }
    });
  });
});
