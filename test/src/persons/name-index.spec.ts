import { describe, expect, it } from '@jest/globals';
import type { NamedPersonsRow } from '../../../projections/named-persons/named-persons.row.js';
import { NameIndex } from '../../../src/persons/name-index.js';
import { KeyMissing } from '../../../src/platform/keys/key-store.js';

/** A row whose names a sealer opens: `erased` and `lost` are those whose key was destroyed or is lost. */
const row = (objectId: string, ...names: readonly string[]) => ({
  id: objectId,
  row: {
    vendor: 'seeyon',
    object: 'request',
    objectId,
    persons: names.map((name, index) => ({ position: index + 1, name: { subject: `${objectId}.text`, sealed: name } })),
  } as never as NamedPersonsRow,
});
const sealer = {
  open: async (_: string, rows: readonly (readonly { name: { subject: string; sealed: string } }[])[]) =>
    rows.map((persons) =>
      persons.map(({ name: { subject, sealed }, ...person }) => {
        if (sealed === 'lost') throw new KeyMissing('seeyon', subject);
        return { ...person, name: sealed === 'erased' ? { subject, erased: true } : { subject, plain: sealed } };
      }),
    ),
};

describe('the index of names', () => {
  const index = () => new NameIndex('seeyon', sealer as never, () => undefined);

  it('A2, A5: holds nothing of what was erased or is lost, and nothing twice', async () => {
    const names = index();
    await names.fill([row('req_1', '王芳', '王芳', 'erased'), row('req_2', 'lost'), row('req_3', '李强', '王芳')]);
    expect([names.entries, names.objectsNaming('王芳', 0)]).toEqual([
      3,
      [
        { objectId: 'req_1', position: 1 },
        { objectId: 'req_3', position: 2 },
      ],
    ]);
    expect(names.objectsNaming('王芳', 1)).toEqual([{ objectId: 'req_3', position: 2 }]);
    await names.follow([{ id: 'req_1', row: undefined }, row('req_3', '李强')]);
    expect([names.entries, names.objectsNaming('王芳', 0)]).toEqual([1, []]);
    names.clear();
    expect([names.entries, names.objectsNaming('李强', 0)]).toEqual([0, []]);
  });
});
