import { levelNames, regionNames, serviceNames, type Writing } from '../explanations/explanations.port.js';
import type { CustomerAnswer, Dossier, DossierContract, DossierDecision, DossierEvent } from './dossier.js';
import { html, Markup } from '../platform/html/markup.js';
import { factRow, historyTable, type Label, omitted } from './page-parts.js';
import { pageStyle } from './page-style.js';
import { pageTexts } from './page-texts.js';
import { servedSections } from './served-page.js';

/** Its text is what the hash in the page's policy is of. */
const styleElement = new Markup(`<style>${pageStyle}</style>`);

/** The dossier as a page that prints on A4: everything is escaped, nothing is fetched, nothing runs. */
export const pageOf = (dossier: Dossier, writing: Writing): string => {
  const label: Label = (name, filling) => writing.text(pageTexts[name], filling);
  const { about, title, company, at, knownAt, knownPosition, madeAt, customer, contracts } = dossier;
  const heading = label(about === 'contract' ? 'ofContract' : 'ofCustomer', { title });
  const page = html`<!doctype html>
    <html lang="${writing.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${heading}</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <h1>${heading}</h1>
          <p>${label('made', { company, madeAt: writing.instant(madeAt) })}</p>
          <p>${label('about', { at: writing.instant(at), position: knownPosition })}</p>
          ${knownAt === null ? null : html`<p>${label('knownAt', { knownAt: writing.instant(knownAt) })}</p>`}
        </header>
        <main>
          <section>
            <h2>${label('customer')}</h2>
            ${customerFacts(customer, label, writing)}
          </section>
          ${contracts.map((each) => contractSection(each, label, writing))} ${servedSections(dossier, label, writing)}
          <section>
            <h2>${label('decisions')}</h2>
            ${dossier.decisions.map((each) => decisionPart(each, label, writing))}
          </section>
          <section>
            <h2>${label('history')}</h2>
            ${historyTable(inOrder(ownEvents(dossier)), label, writing)}
          </section>
          <section>
            <h2>${label('policies')}</h2>
            ${policyTable(dossier, label, writing)}
          </section>
          <section>
            <h2>${label('proof')}</h2>
            ${proof(dossier, label)}
          </section>
        </main>
      </body>
    </html> `;
  return page.text;
};

/** Those of requests are shown with their request. */
const ownEvents = ({ events, contracts }: Dossier): readonly DossierEvent[] => [
  ...events,
  ...contracts.flatMap((each) => each.events),
];
/** In the order of the ledger. */
const inOrder = (events: readonly DossierEvent[]): readonly DossierEvent[] =>
  events.toSorted((a, b) => a.position - b.position);

const customerFacts = (customer: CustomerAnswer, label: Label, writing: Writing): Markup =>
  html`<table class="facts">
    <tbody>
      ${factRow(label('code'), customer.code)}${factRow(label('name'), customer.name)}${factRow(
        label('level'),
        writing.text(levelNames[customer.level]),
      )}${factRow(label('region'), writing.text(regionNames[customer.region]))}${
        customer.customerManager === null ? null : factRow(label('manager'), manager(customer, label))
      }${customer.contacts.length === 0 ? null : factRow(label('contacts'), contacts(customer, label))}
    </tbody>
  </table>`;

const manager = (customer: CustomerAnswer, label: Label): string => {
  const held = customer.manager;
  const more = held != null && 'name' in held ? [held.phone, held.email] : [];
  return [customer.customerManager, ...more].filter((part) => part != null).join(label('comma'));
};

/** A2: an erased person is unreadable here too. */
const contacts = ({ contacts: all }: CustomerAnswer, label: Label): Markup =>
  html`${all.map((contact) => {
    const shown =
      'name' in contact
        ? [contact.name, contact.phone, contact.email, contact.im].filter((part) => part !== null).join(label('comma'))
        : label('erased');
    return html`<p>${shown}</p>`;
  })}`;

const differs = (
  { kind, on, targetVersion, requestNo, position }: DossierContract['differing'][number],
  label: Label,
  writing: Writing,
): string => {
  const filling = { on: writing.day(on), version: targetVersion ?? '', no: requestNo ?? '', position };
  return label(kind === 'upgrade' ? 'differs' : kind === 'request' ? 'requestDiffers' : 'visitDiffers', filling);
};

const contractSection = (
  { contract, life, differing, differingComplete }: DossierContract,
  label: Label,
  writing: Writing,
): Markup => {
  const { contractNo, licenceNo, product, purchasedOn } = contract;
  const modules = product.modules.map(({ code, customized }) => (customized ? label('customized', { code }) : code));
  return html`<section>
    <h2>${label('contract', { contractNo })}</h2>
    <table class="facts">
      <tbody>
        ${factRow(label('licence'), licenceNo)}${factRow(
          label('product'),
          `${product.series} ${product.name} ${product.version}`,
        )}${factRow(label('version'), product.installedVersion)}${
          modules.length === 0 ? null : factRow(label('modules'), modules.join(label('comma')))
        }${factRow(label('bought'), writing.day(purchasedOn))}
      </tbody>
    </table>
    <h3>${label('life')}</h3>
    ${omitted(life.omitted.spans, label)}
    <ol class="life">
      ${life.spans.map(({ text }) => html`<li>${text}</li> `)}
    </ol>
    ${
      life.ghosts.length === 0
        ? null
        : html`<h3>${label('ghosts')}</h3>
            ${omitted(life.omitted.ghosts, label)}
            <ol class="life">
              ${life.ghosts.map(
                ({ text, recordedAt, replacedBy }) =>
                  html`<li>
                    ${label('replaced', { text, day: writing.instant(recordedAt), position: replacedBy })}
                  </li> `,
              )}
            </ol>`
    }${
      differing.length === 0
        ? null
        : html`<h3>${label('differing')}</h3>
            ${differingComplete ? null : html`<p class="quiet">${label('differingMore')}</p>`}
            <ol class="life">
              ${differing.map((each) => html`<li>${differs(each, label, writing)}</li> `)}
            </ol>`
    }
  </section>`;
};

const decisionPart = ({ service, answer, words: written }: DossierDecision, label: Label, writing: Writing): Markup =>
  html`<div class="decision">
    <h3>${writing.text(serviceNames[service])}</h3>
    <p class="outcome">${written.headline}</p>
    ${written.reading.map((sentence) => html`<p>${sentence}</p> `)}
    <p class="quiet">${label('receipt')} <span class="mono">${answer.receipt}</span></p>
  </div>`;

const policyTable = ({ policies }: Dossier, label: Label, writing: Writing): Markup =>
  html`<table>
    <thead>
      <tr>
        <th>${label('policyVersion')}</th>
        <th>${label('from')}</th>
        <th>${label('published')}</th>
        <th>${label('applies')}</th>
        <th>${label('hash')}</th>
      </tr>
    </thead>
    <tbody>
      ${policies.map(
        ({ version, effectiveFrom, publishedAt, applies, sha256 }) =>
          html`<tr>
            <td class="number">${version}</td>
            <td class="day">${writing.day(effectiveFrom)}</td>
            <td>${writing.instant(publishedAt)}</td>
            <td>${label(applies ? 'yes' : 'no')}</td>
            <td class="mono">${sha256}</td>
          </tr> `,
      )}
    </tbody>
  </table>`;

const proof = (dossier: Dossier, label: Label): Markup =>
  html`<p>${dossier.seal === null ? label('noSeal') : label('seal', { position: dossier.seal.position })}</p>
    ${dossier.seal === null ? null : html`<p class="mono">${dossier.seal.chain}</p>`}
    <table>
      <thead>
        <tr>
          <th>${label('position')}</th>
          <th>${label('hash')}</th>
        </tr>
      </thead>
      <tbody>
        ${inOrder([...ownEvents(dossier), ...dossier.requests.flatMap(({ events }) => events)]).map(
          ({ position, sha256 }) =>
            html`<tr>
              <td class="number">${position}</td>
              <td class="mono">${sha256}</td>
            </tr> `,
        )}
      </tbody>
    </table>`;
