import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Allow, type Caller, CurrentCaller, WithoutVendor } from '../auth/caller.js';
import { Metrics } from './metrics.js';
import { Tagged } from '../http/server/tags.js';

@Tagged('operations')
@ApiBearerAuth()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get()
  @Allow('admin', 'auditor', 'system')
  @WithoutVendor()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({
    summary:
      'Measurements in the text form of Prometheus: of the process for a key over all vendors, else of the vendor',
  })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  getMetrics(@CurrentCaller() { vendor }: Caller): Promise<string> {
    return this.metrics.textFor(vendor);
  }
}
