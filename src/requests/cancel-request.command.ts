import { requestAct } from './request-act.js';
import { ReasonedActDto } from './request-act.dto.js';

/** It is not wanted any more; its open promises are void (K11). */
export const cancelRequest = requestAct({
  name: 'cancel',
  body: ReasonedActDto,
  act: () => ({ kind: 'cancel' }),
  examples: { whole: { reason: '客户自行解决' } },
});
