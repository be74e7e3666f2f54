import { requestAct } from './request-act.js';
import { ReasonedActDto } from './request-act.dto.js';

/** R8: an admin has it served without a right; nothing is promised. */
export const grantGoodwill = requestAct({
  name: 'goodwill',
  body: ReasonedActDto,
  act: () => ({ kind: 'goodwill' }),
  refuses: ['request-entitled'],
  examples: { whole: { reason: '老客户，续费在谈' } },
});
