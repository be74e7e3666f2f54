import type { EventOf, RequestEvent } from './request.events.js';
import type { GivenPromise, PromiseVerdict, Request } from './request.state.js';
import type { Working } from './working-state.js';

type OfPromises = Extract<
  RequestEvent,
  {
    type:
      | 'PromiseGiven'
      | 'PromiseRecomputed'
      | 'PromiseKept'
      | 'PromiseBroken'
      | 'PromiseVoided'
      | 'PromiseReopened'
      | 'PriorityChanged'
      | 'RequestAbsorbed'
      | 'RequestUnmerged';
  }
>;

/** What an event makes of the promises of a request. */
export const evolvePromises = (request: Working, event: OfPromises): void => {
  switch (event.type) {
    case 'PromiseGiven':
      request.promises = [...request.promises, { ...given(event.data), absorbed: absorbedWith(request, event.data) }];
      return;
    case 'PromiseRecomputed': {
      const { promiseId, dueAt, atRiskAt, clock, provisional } = event.data;
      changed(request, promiseId, (promise) => ({ ...promise, dueAt, atRiskAt, clock, provisional }));
      return;
    }
    case 'PromiseKept':
    case 'PromiseBroken':
    case 'PromiseVoided': {
      const verdict = verdictOf(event);
      changed(request, event.data.promiseId, (promise) => ({ ...promise, verdict }));
      return;
    }
    case 'PromiseReopened':
      changed(request, event.data.promiseId, (promise) => ({ ...promise, verdict: null }));
      return;
    case 'PriorityChanged': {
      const { at, urgency, to: priority } = event.data;
      request.promises = request.promises.map((promise) =>
        promise.kind === 'respond' && promise.verdict === null
          ? { ...promise, urgency, priority, asked: [...promise.asked, { at, urgency, priority }] }
          : promise,
      );
      return;
    }
    case 'RequestAbsorbed':
      absorb(request, event.data);
      return;
    case 'RequestUnmerged':
      request.promises = request.promises.map((promise) => givenBack(promise, event.data.mergeId));
      if (event.data.answersFrom !== null) request.requestedAt = event.data.answersFrom;
      return;
  }
};

const given = ({ at: _, reason: __, ...promise }: EventOf<'PromiseGiven'>['data']): GivenPromise => {
  const { startAt, urgency, priority } = promise;
  return { ...promise, asked: [{ at: startAt, urgency, priority }], verdict: null, absorbed: [] };
};

const verdictOf = (
  event: EventOf<'PromiseVoided'> | Extract<RequestEvent, { type: 'PromiseKept' | 'PromiseBroken' }>,
): PromiseVerdict => {
  switch (event.type) {
    case 'PromiseKept':
      return { state: 'kept', at: event.data.at, mergeId: event.data.mergeId ?? null };
    case 'PromiseBroken':
      return { state: 'broken', at: event.data.at };
    case 'PromiseVoided':
      return { state: 'void', at: event.data.at, because: event.data.because };
  }
};

const changed = (request: Working, promiseId: string, change: (promise: GivenPromise) => GivenPromise): void => {
  request.promises = request.promises.map((promise) => (promise.promiseId === promiseId ? change(promise) : promise));
};

/** R14: the arrivals that a visit of the survivor was taken over for. */
const absorbedWith = (request: Request, { visitId }: EventOf<'PromiseGiven'>['data']): GivenPromise['absorbed'] =>
  request.absorbed
    .filter(({ visit }) => visit != null && visit.visitId === visitId)
    .flatMap(({ mergeId, promises }) =>
      promises
        .filter((promise) => promise.kind === 'arrive' && promise.keptAt === null)
        .map((promise) => ({ mergeId, promise })),
    );

/** R14: the survivor's promise of the same kind answers for both. */
const absorb = (request: Working, { mergeId, answersFrom, promises }: EventOf<'RequestAbsorbed'>['data']): void => {
  request.requestedAt = answersFrom;
  request.promises = request.promises.map((promise) => {
    const absorbed = promises.filter(({ kind }) => kind === promise.kind && answersForMerged(request, promise));
    return absorbed.length === 0
      ? promise
      : { ...promise, absorbed: [...promise.absorbed, ...absorbed.map((each) => ({ mergeId, promise: each }))] };
  });
};

/** The open promise of the present cycle; of visits the first open one. */
const answersForMerged = (request: Request, promise: GivenPromise): boolean =>
  request.promises.find(
    ({ kind, cycle, verdict }) => kind === promise.kind && cycle === request.cycle && verdict === null,
  )?.promiseId === promise.promiseId;

/** R14: a promise of a survivor without what it answered for by a merge. */
export const givenBack = (promise: GivenPromise, mergeId: string): GivenPromise => ({
  ...promise,
  absorbed: promise.absorbed.filter((each) => each.mergeId !== mergeId),
});
