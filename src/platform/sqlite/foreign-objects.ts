import Database from 'better-sqlite3';
import type { Migration } from '../../../migrations/embedded/migration.js';

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/**
 * What a file's schema has besides what this product's migrations make of it, or lacks: a trigger, a view, another
 * table, a constraint that was taken away. Each would change what is read or written without a trace in the rows.
 * The connection trusts nothing of the schema from then on.
 */
export function foreignObjects(db: Database.Database, migrations: readonly Migration[]): readonly string[] {
  db.pragma('trusted_schema = OFF');
  const version = db.pragma('user_version', { simple: true }) as number;
  const ours = expected(migrations.filter(({ number }) => number <= version));
  const found = objectsOf(db);
  return [
    ...[...found].flatMap(([name, sql]) => {
      if (!ours.has(name)) return [`${name} is none of this product's`];
      return ours.get(name) === sql ? [] : [`${name} was changed`];
    }),
    ...[...ours.keys()].flatMap((name) => (found.has(name) ? [] : [`${name} is missing`])),
  ];
}

function expected(migrations: readonly Migration[]): ReadonlyMap<string, string> {
  const db = new Database(':memory:');
  try {
    for (const { sql } of migrations) db.exec(sql);
    return objectsOf(db);
  } finally {
    db.close();
  }
}

const objectsOf = (db: Database.Database): ReadonlyMap<string, string> => {
  const objects = db
    .prepare("SELECT type, name, tbl_name AS 'table', coalesce(sql, '') AS sql FROM sqlite_schema")
    .all() as SchemaObject[];
  return new Map(
    objects.map(({ type, name, table, sql }) => [
      `the ${type} ${name}${table === name ? '' : ` of ${table}`}`,
      sql.replace(/\s+/g, ' ').trim(),
    ]),
  );
};
