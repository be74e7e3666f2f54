import type { ServerResponse } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** The connection was closed before the answer was complete: nobody receives it. */
export class CallerGone extends Error {}

/** Aborted, with a `CallerGone`, when the connection closes before the response is complete. */
export const signalOf = (response: ServerResponse): AbortSignal => {
  const controller = new AbortController();
  const abort = () => controller.abort(new CallerGone('the caller closed the connection'));
  if (response.destroyed) abort();
  else
    response.once('close', () => {
      if (!response.writableFinished) abort();
    });
  return controller.signal;
};

/** Long work checks it between steps (`throwIfAborted`) and stops with its caller. */
export const CallerSignal = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal =>
  signalOf(context.switchToHttp().getResponse<FastifyReply>().raw),
);
