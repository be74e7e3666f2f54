import type { components } from './api.js';

/** A refusal, RFC 9457. */
export type Problem = components['schemas']['Problem'];

/** What the ledger refused: `problem.code` is stable, `message` is a sentence in the language of the connection. */
export class LedgerProblem extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail);
    this.name = 'LedgerProblem';
  }
}

/**
 * The body of a call's answer. @throws LedgerProblem where the ledger refused, Error where something between the two
 * answered instead
 */
export async function answered<Body>(
  call: Promise<{ readonly data?: Body; readonly error?: unknown; readonly response: Response }>,
): Promise<Body> {
  const { data, error, response } = await call;
  if (response.ok) return data as Body;
  if (isProblem(error)) throw new LedgerProblem(response.status, error);
  throw new Error(`${response.status} of ${response.url} is no answer of the ledger`);
}

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'code' in body;
