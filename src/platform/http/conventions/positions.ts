import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Positions } from '../ports.js';
import { Problem } from '../problems/problem.js';

/** How long a read waits for the views, in ms. */
export const viewTimeoutMs = 5_000;

/** Digits of a position. */
export const longestPosition = 15;
const position = new RegExp(`^\\d{1,${longestPosition}}$`);

/**
 * Every answer names a position, and was not made before it; with `Ledger-Min-Position` the request first
 * waits until the views are there.
 */
export function waitForViews(positions: Positions, request: FastifyRequest, reply: FastifyReply): true | Promise<true> {
  const wanted = request.headers['ledger-min-position'];
  if (wanted === undefined) {
    reply.header('ledger-position', positions.token());
    return true;
  }
  if (typeof wanted !== 'string' || !position.test(wanted))
    throw new Problem('header-invalid', {
      header: 'Ledger-Min-Position',
      value: String(wanted),
      form: 'Ledger-Position',
    });
  return positions.reached(wanted, viewTimeoutMs).then((reached) => {
    if (!reached) throw new Problem('views-behind');
    reply.header('ledger-position', positions.token());
    return true;
  });
}
