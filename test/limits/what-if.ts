import { mostSupposed } from '../../src/what-if/what-if.dto.js';
import { type Area, codeOf } from './area.js';

export const whatIf: Area = {
  name: 'whatIf',
  bounds: { commands: mostSupposed },
  tries: {
    commands: async (app, bound) => {
      const ask = async (count: number) =>
        codeOf(
          await app.http
            .post('/api/v1/entitlements/what-if')
            .set({ authorization: `Bearer ${app.keys.admin}` })
            .send({
              question: { customerId: 'x', service: 'care' },
              suppose: Array.from({ length: count }, () => ({})),
            }),
          /list-too-long/,
        );
      return { at: await ask(bound), over: await ask(bound + 1) };
    },
  },
};
