import { Refusal } from '../../domain/kernel/decider.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';

/** R8: the decision is asked again for this instant; where it grants, promises start. */
export const decideRequest = requestAct({
  name: 'decide',
  body: ActDto,
  act: async ({ decision, newId }) => {
    const decided = await decision({});
    return decided instanceof Refusal ? decided : { kind: 'decide', decision: decided, visitId: newId('vis') };
  },
  refuses: ['request-entitled'],
  examples: { whole: {} },
});
