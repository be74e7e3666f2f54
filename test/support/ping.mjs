// Asks an address again and again, from a process of its own, and answers `read` with the longest that an answer took
// since `begin`, in ms: with the one that is being waited for, and one more.
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const ask = () =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    request(process.argv[2], { agent }, (answer) => {
      answer.resume().on('end', () => resolve(performance.now() - began));
    })
      .on('error', reject)
      .end();
  });

let longest = 0;
let last = Promise.resolve();
/** One after the other. */
const measure = () =>
  (last = last.then(async () => {
    longest = Math.max(longest, await ask());
  }));
process.on('message', async (message) => {
  if (message === 'end') process.exit(0);
  if (message === 'begin') longest = 0;
  else await measure();
  process.send(Math.round(longest));
});
await ask();
process.send('ready');
for (;;) {
  await measure();
  await new Promise((resolve) => setTimeout(resolve, 15));
}
