import type { MongoMigration } from './migration.js';

/** The order of a ledger whose engine numbers nothing. It can be dropped: one scan of the ledger makes it again. */
export const ordinalsMigrations: readonly MongoMigration[] = [
  {
    number: 1,
    title: 'events by position, place, stream, vendor and recording time',
    indexes: {
      ordinals: [
        { name: 'by_token', fields: ['token'] },
        { name: 'by_stream', fields: ['stream', 'revision'], unique: true },
        { name: 'by_vendor', fields: ['vendor', '_id'] },
        { name: 'by_type', fields: ['vendor', 'type', '_id'] },
        { name: 'by_time', fields: ['recordedAt', '_id'] },
      ],
    },
  },
];
