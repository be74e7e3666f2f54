import {
  obligationNames,
  obligationStateNames,
  promiseKindNames,
  promiseStateNames,
  serviceNames,
  suppressionNames,
  type Writing,
} from '../explanations/explanations.port.js';
import { html, type Markup } from '../platform/html/markup.js';
import { stateTexts, visitStateTexts } from '../requests/requests.port.js';
import type { Dossier, DossierObligation, DossierRequest } from './dossier.js';
import { factRow, historyTable, type Label, omitted } from './page-parts.js';
import { surveyStateTexts } from './served-texts.js';

/** Requests for service and what was owed, as sections of the page; none where there is nothing. */
export const servedSections = (
  { requests, obligations, omitted: left }: Dossier,
  label: Label,
  writing: Writing,
): readonly (Markup | null)[] => [
  requests.length === 0
    ? null
    : html`<section>
        <h2>${label('requests')}</h2>
        ${omitted(left.requests, label)} ${requests.map((each) => requestPart(each, label, writing))}
      </section>`,
  obligations.length === 0
    ? null
    : html`<section>
        <h2>${label('obligations')}</h2>
        ${omitted(left.obligations, label)} ${obligationTable(obligations, label, writing)}
      </section>`,
];

const requestPart = ({ request, surveys, events }: DossierRequest, label: Label, writing: Writing): Markup => {
  const { no, title, service, priority, state, requestedAt, owner, promises, visits, memo } = request;
  return html`<div class="request">
    <h3>${no} ${title ?? label('erasedText')}</h3>
    <table class="facts">
      <tbody>
        ${factRow(label('service'), writing.text(serviceNames[service]))}${factRow(
          label('state'),
          writing.text(stateTexts[state]),
        )}${factRow(label('priority'), priority)}${factRow(label('requestedAt'), writing.instant(requestedAt))}${
          owner === null ? null : factRow(label('owner'), owner)
        }${promises.map((promise) =>
          factRow(
            label('promise', { kind: writing.text(promiseKindNames[promise.kind]) }),
            promiseText(promise, label, writing),
          ),
        )}${visits.map((visit) => factRow(label('visit'), visitText(visit, label, writing)))}${
          memo === null
            ? null
            : factRow(
                label('memo', { version: memo.version }),
                html`<p>
                    ${label(memo.agreedAt === null ? 'memoPlanned' : 'memoAgreed', {
                      plannedOn: writing.day(memo.plannedOn),
                      agreedAt: memo.agreedAt === null ? '' : writing.instant(memo.agreedAt),
                    })}
                  </p>
                  <p class="mono">${memo.sha256}</p>`,
              )
        }${surveys.map((survey) => factRow(label('survey'), surveyText(survey, label, writing)))}
      </tbody>
    </table>
    ${historyTable(events, label, writing)}
  </div>`;
};

type Shown = DossierRequest['request'];

const promiseText = (promise: Shown['promises'][number], label: Label, writing: Writing): string => {
  const { state, dueAt, metAt: fulfilledAt } = promise;
  const due = dueAt === null ? label('dueUnknown') : label('dueAt', { dueAt: writing.instant(dueAt) });
  const fulfilled = fulfilledAt === null ? [] : [label('keptAt', { at: writing.instant(fulfilledAt) })];
  return [writing.text(promiseStateNames[state]), due, ...fulfilled].join(label('comma'));
};

const visitText = (visit: Shown['visits'][number], label: Label, writing: Writing): string => {
  const { state, requestedAt, schedule, arrivedAt, finished } = visit;
  const on = (name: 'visitAsked' | 'visitPlanned' | 'visitArrived' | 'visitFinished', at: string | undefined | null) =>
    at == null ? [] : [label(name, { at: writing.instant(at) })];
  return [
    writing.text(visitStateTexts[state]!),
    ...on('visitAsked', requestedAt),
    ...on('visitPlanned', schedule?.startsAt),
    ...on('visitArrived', arrivedAt),
    ...on('visitFinished', finished?.at),
  ].join(label('comma'));
};

const surveyText = (survey: DossierRequest['surveys'][number], label: Label, writing: Writing): string => {
  const { state, sentAt, score, followUp } = survey;
  const dueAt = followUp === null ? [] : [label('followUp', { dueAt: writing.instant(followUp.dueAt) })];
  return [
    writing.text(surveyStateTexts[state]),
    label('surveySent', { at: writing.instant(sentAt) }),
    ...(score === null ? [] : [label('score', { score })]),
    ...dueAt,
    ...(followUp?.repliedAt == null ? [] : [label('repliedAt', { at: writing.instant(followUp.repliedAt) })]),
  ].join(label('comma'));
};

const obligationTable = (obligations: readonly DossierObligation[], label: Label, writing: Writing): Markup =>
  html`<table>
    <thead>
      <tr>
        <th>${label('position')}</th>
        <th>${label('what')}</th>
        <th>${label('due')}</th>
        <th>${label('state')}</th>
        <th>${label('ended')}</th>
      </tr>
    </thead>
    <tbody>
      ${obligations.map(
        ({ position, kind, dueAt, state, reason, endedAt }) =>
          html`<tr>
            <td class="number">${position}</td>
            <td>${writing.text(obligationNames[kind])}</td>
            <td>${writing.instant(dueAt)}</td>
            <td>
              ${[obligationStateNames[state], ...(reason === null ? [] : [suppressionNames[reason]])]
                .map((text) => writing.text(text))
                .join(label('comma'))}
            </td>
            <td>${endedAt === null ? '' : writing.instant(endedAt)}</td>
          </tr> `,
      )}
    </tbody>
  </table>`;
