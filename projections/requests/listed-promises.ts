import type { RequestEvent } from '../../domain/request/request.events.js';
import type { ListedPromise } from './requests.row.js';

type OfPromises = Extract<RequestEvent, { type: `Promise${string}` }>;

/** The promises of a request after an event of one of them. */
export const withPromise = (promises: readonly ListedPromise[], event: OfPromises): readonly ListedPromise[] => {
  if (event.type === 'PromiseGiven') {
    const { promiseId, kind, dueAt, atRiskAt, visitId } = event.data;
    return [...promises, { promiseId, kind, dueAt, atRiskAt, visitId, verdict: null }];
  }
  return promises.map((promise) => (promise.promiseId === event.data.promiseId ? changed(promise, event) : promise));
};

const changed = (promise: ListedPromise, event: Exclude<OfPromises, { type: 'PromiseGiven' }>): ListedPromise => {
  switch (event.type) {
    case 'PromiseRecomputed':
      return { ...promise, dueAt: event.data.dueAt, atRiskAt: event.data.atRiskAt };
    case 'PromiseKept':
      return { ...promise, verdict: 'kept' };
    case 'PromiseBroken':
      return { ...promise, verdict: 'broken' };
    case 'PromiseVoided':
      return { ...promise, verdict: 'void' };
    case 'PromiseReopened':
      return { ...promise, verdict: null };
  }
};
