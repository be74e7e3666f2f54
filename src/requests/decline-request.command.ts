import { requestAct } from './request-act.js';
import { ReasonedActDto } from './request-act.dto.js';

/** R8: with a right only an admin declines. */
export const declineRequest = requestAct({
  name: 'decline',
  body: ReasonedActDto,
  act: () => ({ kind: 'decline' }),
  refuses: ['request-entitled'],
  examples: { whole: { reason: '不在服务期内，客户不续费' } },
});
