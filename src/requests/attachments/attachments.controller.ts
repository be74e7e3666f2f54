import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow, type Caller, CurrentCaller } from '../../platform/auth/caller.js';
import { attachmentHeaders } from '../../platform/http/conventions/downloads.js';
import { Documented } from '../../platform/http/server/documented.js';
import { Tagged } from '../../platform/http/server/tags.js';
import { shownText } from '../../platform/http/validation/sealed-text.js';
import { RequestReader } from '../request-reader.js';
import { getFile } from '../request-schemas.js';
import { Attachments } from './attachments.js';

/** What was attached to requests (A6). */
@Tagged('requests')
@Controller('requests')
export class AttachmentsController {
  constructor(
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(Attachments) private readonly attachments: Attachments,
  ) {}

  /**
   * The content of a file that was attached to the request or to one of its interactions, by the `sha256` that the
   * request shows. It is always a download of `application/octet-stream`, whatever it holds.
   */
  @Get(':id/files/:sha256')
  @Allow('support', 'engineer', 'sales', 'admin', 'auditor', 'system', 'customer')
  @Documented(getFile)
  async getRequestFile(
    @Param('id') id: string,
    @Param('sha256') sha256: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.reader.fileOf(caller, id, sha256);
    const content = await this.attachments.read(caller.vendor, id, file);
    void reply.headers(attachmentHeaders(shownText(file.name) ?? sha256));
    return new StreamableFile(Readable.from(content), { type: 'application/octet-stream', length: file.bytes });
  }
}
