import { Body, Controller, Get, Module, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsInt,
  IsOptional,
  Max,
  Min,
} from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/kernel/decider.js';
import { Allow, type Caller, CurrentCaller, Open, WithoutVendor } from '../../src/platform/auth/caller.js';
import { StoreStopped } from '../../src/platform/events/event-store.js';
import { JobsUnreachable } from '../../src/platform/jobs/jobs.js';
import { CopyNotRewritten, KeyMissing } from '../../src/platform/keys/key-store.js';
import { KeyReused, Stale, StreamBusy } from '../../src/platform/ledger/outcome.js';
import { commandRequest, shownAt, written } from '../../src/platform/http/conventions/commands.js';
import { limitOf, ListQuery } from '../../src/platform/http/conventions/lists.js';
import { NotFound } from '../../src/platform/http/problems/problem.js';
import { problemOfRefusal } from '../../src/platform/http/problems/refused.js';
import {
  EachNested,
  IsDay,
  IsInstantOrDay,
  IsPeriodText,
  IsVersionText,
  MoneyDto,
  Nested,
  OneOf,
  Text,
} from '../../src/platform/http/validation/decorators.js';

class InnerDto {
  @Text(5) code!: string;
}

/** A body with every kind of field that there is. */
export class SampleDto {
  @IsDay() day!: string;
  @IsOptional() @IsPeriodText() period?: string;
  @IsOptional() @IsInstantOrDay() at?: string;
  @IsOptional() @IsVersionText() version?: string;
  @IsOptional() @OneOf(['city', 'suburb']) region?: string;
  @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto;
  @IsOptional() @IsEmail() email?: string;
  @IsOptional() @IsBoolean() notify?: boolean;
  @IsOptional() @IsInt() @Min(1) @Max(10) seats?: number;
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2)
  @ArrayUnique((innerDto: InnerDto) => innerDto?.code)
  @EachNested(() => InnerDto)
  modules?: InnerDto[];
  @IsOptional() @IsArray() @Text(5, { each: true }) names?: string[];
}

/** Routes that show what the platform does with any route. */
@Controller('probe')
class ProbeController {
  @Post('sample')
  @Allow('sales', 'admin')
  sample(@Body() body: SampleDto): SampleDto {
    return body;
  }

  @Get('list')
  @Allow('sales')
  list(@Query() query: ListQuery): { limit: number } {
    return { limit: limitOf(query) };
  }

  @Get('whoami')
  @Allow('sales', 'admin', 'customer')
  whoami(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Get('installation')
  @Allow('admin')
  @WithoutVendor()
  installation(@CurrentCaller() { vendor }: Caller): { vendor: string } {
    return { vendor };
  }

  @Get('roleless')
  roleless(): string {
    return 'nobody reads this';
  }

  @Get('open')
  @Open()
  open(): { open: true } {
    return { open: true };
  }

  @Post('write')
  @Allow('sales')
  write(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
    @Body() body: SampleDto,
  ) {
    return written(
      reply,
      { revision: 3, token: '17', replayed: body.notify === true },
      { ...commandRequest(request, caller, 'POST /probe/write', body) },
    );
  }

  @Get('objects/:id')
  @Allow('sales')
  object(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    if (id !== 'there') throw new NotFound(id);
    return shownAt(reply, 4, { id });
  }

  @Get('faults/:kind')
  @Allow('sales')
  fault(@Param('kind') kind: string): never {
    const faults: Readonly<Record<string, () => Error>> = {
      refused: () =>
        problemOfRefusal(new Refusal('signed-in-future', 'C2', { signedOn: '2026-03-02', today: '2026-03-01' })),
      reused: () => new KeyReused('again'),
      stale: () => new Stale(3, 5),
      busy: () => new StreamBusy('busy'),
      stopped: () => new StoreStopped('the disk is full at /secret/path'),
      jobless: () => new JobsUnreachable('the jobs at redis://secret cannot be reached'),
      keyless: () => new KeyMissing('seeyon', 'secret-person'),
      copy: () => new CopyNotRewritten('the copy in /secret/path is out of reach'),
      bug: () => new TypeError('hunter2 is undefined'),
    };
    throw faults[kind]!();
  }
}

@Module({ controllers: [ProbeController] })
export class ProbeModule {}
