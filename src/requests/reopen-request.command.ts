import { requestAct } from './request-act.js';
import { ReasonedActDto } from './request-act.dto.js';

/** R12: a new cycle, with a response promised from now on. */
export const reopenRequest = requestAct({
  name: 'reopen',
  body: ReasonedActDto,
  act: () => ({ kind: 'reopen' }),
  refuses: ['reopen-too-late'],
  examples: { whole: { reason: '问题再次出现' } },
});
