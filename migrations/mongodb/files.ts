import type { MongoMigration } from './migration.js';

/** Files in the form of GridFS, by the hash of their bytes. */
export const filesMigrations: readonly MongoMigration[] = [
  {
    number: 1,
    title: 'files by hash, chunks by file',
    indexes: {
      'files.files': [{ name: 'by_hash', fields: ['filename'], unique: true }],
      'files.chunks': [{ name: 'by_file', fields: ['files_id', 'n'], unique: true }],
    },
  },
  {
    number: 2,
    title: 'files that their owners have not confirmed',
    indexes: { 'files.files': [{ name: 'by_owner', fields: ['metadata.owner', 'filename'] }] },
  },
];
