import Database from 'better-sqlite3';

/**
 * From now on stores of this process are made to believe that they write durably, and do not: what a test of durability
 * must notice.
 */
export function pretendDurable(): void {
  const prototype = Database.prototype as {
    pragma: (this: Database.Database, text: string, options?: Database.PragmaOptions) => unknown;
  };
  const { pragma } = prototype;
  prototype.pragma = function (text, options) {
    if (text === 'synchronous = FULL') return pragma.call(this, 'synchronous = OFF', options);
    if (text === 'synchronous') return 2;
    return pragma.call(this, text, options);
  };
}
