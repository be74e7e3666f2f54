import fastify from 'fastify';
import { openApplication } from '../src/app.js';
import { readConfig } from '../src/platform/config/settings.js';

/** What the process is to answer with: the product over a folder, or these bytes by bare Fastify. */
export type Answering = { readonly home: string } | { readonly bytes: string };
/** A question to the process: its processor time so far in µs, or a new key once it has the product. */
export type Asked = 'cpu' | 'key';

/**
 * A server in a process of its own, whose processor time is nobody else's. Its task is the first message it receives;
 * it sends its address, then what it is asked for. The product writes its log as it always does.
 */
const listen = async (task: Answering): Promise<{ readonly url: string; readonly key: () => Promise<string> }> => {
  if ('bytes' in task) {
    const bare = fastify();
    bare.get('/*', (_request, reply) => {
      void reply.header('content-type', 'application/json; charset=utf-8').send(task.bytes);
    });
    return { url: await bare.listen({ port: 0, host: '127.0.0.1' }), key: async () => '' };
  }
  const { app, stores, ready } = await openApplication(readConfig({ LEDGER_HOME: task.home }));
  await ready;
  await app.listen(0, '127.0.0.1');
  return {
    url: await app.getUrl(),
    key: async () => (await stores.apiKeys.create({ vendor: 'seeyon', role: 'system', name: 'bench' })).token,
  };
};

process.once('message', (task: Answering) => {
  void listen(task).then(({ url, key }) => {
    process.on('message', (asked: Asked) => {
      const { user, system } = process.cpuUsage();
      if (asked === 'cpu') process.send!(user + system);
      else void key().then((made) => process.send!(made));
    });
    process.on('disconnect', () => process.exit(0));
    process.send!(url);
  });
});
