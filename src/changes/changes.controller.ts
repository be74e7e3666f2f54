import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiKeys } from '../platform/auth/api-keys.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Problem } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { ChangeStreams } from './change-streams.js';
import * as docs from './changes.docs.js';

const form = '^[0-9]{1,15}$';
const place = new RegExp(form);

/** What was touched, as it happens: for caches and screens that read again what concerns them (docs/caching.md). */
@Tagged('changes', 'What was touched, as it happens, without its content: for caches and screens.')
@Controller('changes')
export class ChangesController {
  constructor(
    @Inject(ChangeStreams) private readonly streams: ChangeStreams,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
  ) {}

  /**
   * A stream that names what was touched (Server-Sent Events). A question that is asked after a message is answered with
   * what it names. It begins with a message that touches nothing; with `Last-Event-ID` it goes on after that position. A
   * heartbeat follows 20 seconds without a message. The stream ends when the key is revoked, when the process stops, and
   * when its reader takes nothing in for 30 seconds.
   */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'customer', 'system')
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The position of the last message that was received; without it the stream begins now.',
    schema: { type: 'string', pattern: form, maxLength: 15, example: '4711' },
  })
  @Documented(docs.changes)
  streamChanges(@CurrentCaller() { vendor }: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const last = request.headers['last-event-id'];
    if (last !== undefined && (typeof last !== 'string' || !place.test(last)))
      throw new Problem('header-invalid', { header: 'Last-Event-ID', value: String(last), form: 'a position' });
    const key = request.apiKey!;
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')![1]!;
    const isGood = async (): Promise<boolean> => (await this.keys.authenticate(token))?.id === key.id;
    const from = last === undefined ? undefined : Number(last);
    const stream = this.streams.open({ key, vendor, isGood, from }, reply.raw);
    // Not awaited: a reader that goes away is no fault of the answer.
    void reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store, no-transform')
      // Nothing follows on this connection, and a server that stops waits for none that is kept.
      .header('connection', 'close')
      // A proxy that waits for a full buffer would keep every message back.
      .header('x-accel-buffering', 'no')
      .send(stream);
  }
}
