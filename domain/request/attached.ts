import type { AttachedFile } from './request-data.events.js';
import type { Request } from './request.state.js';

/** A6: every file that acts brought to the request; a customer never sees those of internal interactions. */
export const filesOf = ({ files = [], interactions }: Request, seesInternal: boolean): readonly AttachedFile[] => [
  ...files,
  ...interactions.flatMap(({ direction, files: attached = [] }) =>
    seesInternal || direction !== 'internal' ? attached : [],
  ),
];
