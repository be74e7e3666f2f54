import { afterAll, beforeAll, describe } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { engineAnswers } from './engine/answers.js';
import { engineDefinitions } from './engine/definitions.js';
import { engineFiles } from './engine/files.js';
import { engineReads } from './engine/reads.js';
import { engineWrites } from './engine/writes.js';
import { type TestMongo, testMongo } from './fixture.js';

/** What the engine documents, through its own driver. */
function engineTests(url: string | undefined): void {
  let mongo: TestMongo;
  let client: MongoClient;
  beforeAll(async () => {
    mongo = await testMongo(url);
    client = await MongoClient.connect(mongo.url, { useBigInt64: false });
  });
  afterAll(async () => {
    await client.close();
    await mongo.close();
  });
  const engine = { database: () => client.db(`${mongo.prefix}engine`) };
  engineWrites(engine);
  engineReads(engine);
  engineDefinitions(engine);
  engineAnswers(engine);
  engineFiles(engine);
}

const url = process.env['MONGODB_URL'];

describe('the MongoDB server of tests', () => engineTests(undefined));
(url === undefined ? describe.skip : describe)('a real MongoDB [needs MONGODB_URL]', () => engineTests(url));
