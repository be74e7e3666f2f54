import type { Problem } from '../../src/platform/http/problems/problem.js';
import { personsBounds } from '../../src/persons/bounds.js';
import { NamedObjects } from '../../src/persons/named-objects.js';
import { accepted, type Area } from './area.js';

/** The same with a lower bound. */
class FewNames extends NamedObjects {
  protected override readonly most = 100;
}

/** What is answered where so many requests each name two persons, of whom 100 names are kept at most. */
const askedOver = async (requests: number): Promise<string> => {
  const name = (plain: string) => ({ position: 1, name: { subject: 'req.text', plain } });
  const rows = Array.from({ length: requests }, (_, at) => ({
    id: `req_${at}`,
    row: { vendor: 'seeyon', object: 'request', objectId: `req_${at}`, persons: [name('王芳'), name(`李${at}`)] },
  }));
  const view = { query: async () => ({ items: rows, nextCursor: null }), getMany: async () => new Map() };
  const sealer = { open: async (_: string, values: unknown) => values };
  const named = new FewNames(view as never, view as never, sealer as never, { onChange: () => () => undefined });
  try {
    await named.list('seeyon', { name: '王芳' });
    return accepted;
  } catch (error) {
    return (error as Problem).code;
  }
};

export const persons: Area = {
  name: 'persons',
  bounds: personsBounds,
  tries: { names: async () => ({ at: await askedOver(50), over: await askedOver(51) }) },
};
