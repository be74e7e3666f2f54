// Asks an address again and again, from a process of its own, and tells the longest that an answer took, in ms.
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
process.on('message', (message) => {
  if (message === 'end') process.exit(0);
  if (message === 'begin') longest = 0;
  process.send(Math.round(longest));
});
await ask();
process.send('ready');
for (;;) {
  longest = Math.max(longest, await ask());
  await new Promise((resolve) => setTimeout(resolve, 15));
}
