import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { CallerSignal } from '../platform/http/conventions/caller-gone.js';
import { answerSchema, examples } from './examples.js';
import { WhatIfDto } from './what-if.dto.js';
import { WhatIf } from './what-if.js';
import { Tagged } from '../platform/http/server/tags.js';

/** What would be answered, had commands been recorded that were not. */
@Tagged('entitlements')
@Controller('entitlements')
export class WhatIfController {
  constructor(@Inject(WhatIf) private readonly whatIf: WhatIf) {}

  /**
   * A question before and after supposed commands; nothing is recorded. A command that would be refused gives the
   * problem that the real
   * one would be answered with, and points at it.
   */
  @Post('what-if')
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @ApiOkResponse({ schema: answerSchema })
  @ApiBody({ type: WhatIfDto, examples })
  suppose(
    @Body() body: WhatIfDto,
    @CurrentCaller() caller: Caller,
    @CallerSignal() signal: AbortSignal,
  ): Promise<string> {
    return this.whatIf.answer(caller, body, signal);
  }
}
