import { describe } from '@jest/globals';
import { eventStoreContract } from '../../../contract/event-store.contract.js';
import { ordinalsContract } from '../../../contract/ordinals.contract.js';
import { esdbFixture } from '../../../support/eventstoredb/fixture.js';

const url = process.env['EVENTSTORE_URL'];

eventStoreContract('EventStoreDB, over a server of this process', () => esdbFixture(undefined));
ordinalsContract('EventStoreDB, over a server of this process', () => esdbFixture(undefined));

(url === undefined ? describe.skip : describe)('a real EventStoreDB [needs EVENTSTORE_URL]', () => {
  eventStoreContract('EventStoreDB', () => esdbFixture(url));
  ordinalsContract('EventStoreDB', () => esdbFixture(url));
});
