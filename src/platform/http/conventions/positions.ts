import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidToken } from '../../events/event-store.js';
import { viewsTimeoutMs } from '../../projector/views-timeout.js';
import type { Positions } from '../ports.js';
import { Problem } from '../problems/problem.js';

/** Characters of a token that is read at all; what it means, its engine knows. */
export const longestPosition = 200;
const visible = new RegExp(`^[\\x21-\\x7e]{1,${longestPosition}}$`);

/**
 * Every answer names a position, and was not made before it; with `Ledger-Min-Position` the request first
 * waits until the views are there.
 */
export function waitForViews(positions: Positions, request: FastifyRequest, reply: FastifyReply): true | Promise<true> {
  const wanted = request.headers['ledger-min-position'];
  if (wanted !== undefined) return waited(positions, wanted, reply);
  const token = positions.token();
  return typeof token === 'string' ? shown(reply, token) : token.then((read) => shown(reply, read));
}

async function waited(positions: Positions, wanted: string | string[], reply: FastifyReply): Promise<true> {
  if (typeof wanted !== 'string' || !visible.test(wanted)) throw noPosition(wanted);
  const reached = await positions.reached(wanted, viewsTimeoutMs).catch((error: unknown) => {
    throw error instanceof InvalidToken ? noPosition(wanted) : error;
  });
  if (!reached) throw new Problem('views-behind');
  return shown(reply, await positions.token());
}

const shown = (reply: FastifyReply, token: string): true => {
  reply.header('ledger-position', token);
  return true;
};

const noPosition = (value: string | string[]): Problem =>
  new Problem('header-invalid', { header: 'Ledger-Min-Position', value: String(value), form: 'Ledger-Position' });
