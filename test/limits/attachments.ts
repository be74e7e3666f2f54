import { attachmentBounds } from '../../src/requests/attachments/bounds.js';
import { LeftFiles } from '../../src/requests/requests.port.js';
import type { TestApp } from '../support/app.js';
import { sendForm } from '../support/forms.js';
import { accepted, type Area, codeOf } from './area.js';

const mb = 2 ** 20;
const sizes = /too-l(arge|ong)/;

/** The code of an act with files of these sizes: its request is not there only where the form is accepted. */
const sent = async (app: TestApp, files: readonly number[]): Promise<string> => {
  const body = {
    customerId: 'cus_nobody',
    service: 'maintenance',
    channel: 'email',
    urgency: 'low',
    title: '附件',
  };
  const contents = files.map((bytes, at) => ({ name: `${at}.bin`, content: Buffer.alloc(bytes) }));
  return codeOf(await sendForm(app, '/requests', body, contents), sizes);
};

export const attachments: Area = {
  name: 'attachments',
  bounds: attachmentBounds,
  tries: {
    files: async (app, bound) => {
      const of = (count: number) => sent(app, new Array<number>(count).fill(1));
      return { at: await of(bound), over: await of(bound + 1) };
    },
    fileMb: async (app, bound) => ({ at: await sent(app, [bound * mb]), over: await sent(app, [bound * mb + 1]) }),
    togetherMb: async (app, bound) => {
      const third = Math.floor((bound * mb) / 3);
      const rest = bound * mb - 2 * third;
      return { at: await sent(app, [third, third, rest]), over: await sent(app, [third, third, rest + 1]) };
    },
    leftHours: async ({ stores: { ledger, files } }, bound) => {
      const content = async function* () {
        yield Buffer.from('left');
      };
      const { sha256 } = await files.put(content(), { maxBytes: 10, owner: 'seeyon.request-req_left' });
      let since = 0;
      for await (const each of files.unconfirmed()) if (each.sha256 === sha256) since = each.since;
      const after = async (ms: number): Promise<string> => {
        await new LeftFiles(files, ledger, { ms: () => since + ms }, () => undefined).settle();
        return (await files.has(sha256)) ? accepted : 'the file is removed';
      };
      const ms = bound * 3_600_000;
      return { at: await after(ms), over: await after(ms + 1) };
    },
  },
};
