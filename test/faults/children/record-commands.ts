import { writeSync } from 'node:fs';
import { enginesOf, openApplication } from '../../../src/app.js';
import { systemClock } from '../../../src/platform/clock.js';
import { readConfig } from '../../../src/platform/config/settings.js';
import { openLog } from '../../../src/platform/logging/logger.js';
import { pretendDurable } from '../../support/unsafe.js';

// The whole application in one process: registers, sells, renews, erases, from several writers at once, and prints each
// acknowledgement on stdout. Closes and opens its stores in between.
// Arguments: home, how often the stores are opened, rounds of a writer each time, a word that makes its numbers its
// own; the word `unsafe` makes stores that do not sync.
const [, , home = '', lives, rounds, mode = ''] = process.argv;
if (mode === 'unsafe') pretendDurable();

for (let life = 0; life < Number(lives); life += 1) {
  const { app, stores, ready } = await openApplication(readConfig({ LEDGER_HOME: home }), {
    logger: openLog('silent'),
    // What pretends to sync pretends in its own thread alone.
    ...(mode === 'unsafe' && { engines: enginesOf(systemClock, true) }),
  });
  // An erasure needs the views that list what the person asked for.
  await ready;
  const { token } = await stores.apiKeys.create({ vendor: 'seeyon', role: 'admin', name: `life ${mode} ${life}` });
  const execute = async (path: string, payload: object) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${token}` },
      payload,
    });
    if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.body}`);
    return {
      ...(answer.json() as { id: string; revision: number; contacts: { contactId: string; name: string }[] }),
      position: Number(answer.headers['ledger-position']),
    };
  };
  const acknowledge = (what: object) => writeSync(1, `acknowledged ${JSON.stringify(what)}\n`);
  const writer = async (lane: number) => {
    for (let round = 0; round < Number(rounds); round += 1) {
      const name = `${mode}${life}-${lane}-${round}`;
      const person = `Person ${name}`;
      const customer = await execute('/customers', {
        code: `C${name}`,
        name,
        level: 'key',
        region: 'city',
        contacts: [{ name: person }],
      });
      const { contactId } = customer.contacts[0]!;
      acknowledge({
        stream: `seeyon.customer-${customer.id}`,
        revision: customer.revision,
        position: customer.position,
        person,
      });
      const contract = await execute('/contracts', {
        customerId: customer.id,
        contractNo: `XS-${name}`,
        licenceNo: `L-${name}`,
        purchasedOn: '2024-03-01',
        product: { series: 'EKP', name: 'EKP', version: '4.11' },
      });
      acknowledge({
        stream: `seeyon.contract-${contract.id}`,
        revision: contract.revision,
        position: contract.position,
      });
      const renewed = await execute(`/contracts/${contract.id}/renewals`, { signedOn: '2024-06-01', period: 'P1Y' });
      acknowledge({ stream: `seeyon.contract-${contract.id}`, revision: renewed.revision, position: renewed.position });
      if (round % 3 > 0) continue;
      const erased = await execute(`/customers/${customer.id}/contacts/${contactId}/erase`, { reason: 'asked for' });
      acknowledge({
        stream: `seeyon.customer-${customer.id}`,
        revision: erased.revision,
        position: erased.position,
        erased: contactId,
      });
    }
  };
  await Promise.all(Array.from({ length: 6 }, (_, lane) => writer(lane)));
  await app.close();
}
process.exit(0);
