import { Module } from '@nestjs/common';
import { ExplanationsModule } from '../explanations/explanations.module.js';
import { HistoryModule } from '../history/history.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { SearchModule } from '../search/search.module.js';
import { ContractTimelineTool } from './contract-timeline.tool.js';
import { CheckEntitlementTool, ExplainDecisionTool } from './entitlement-tools.js';
import { FindCustomerTool } from './find-customer.tool.js';
import { ListObligationsTool } from './list-obligations.tool.js';
import { McpController } from './mcp.controller.js';
import { McpServers } from './mcp-servers.js';
import { ListRequestsTool, RequestTimelineTool } from './request-tools.js';
import type { Tool } from './tool.js';
import { TOOLS, Tools } from './tools.js';

/** In the order in which they are listed. */
const tools = [
  CheckEntitlementTool,
  FindCustomerTool,
  ContractTimelineTool,
  ExplainDecisionTool,
  ListRequestsTool,
  RequestTimelineTool,
  ListObligationsTool,
];

@Module({
  imports: [ExplanationsModule, HistoryModule, RequestsModule, SearchModule],
  controllers: [McpController],
  providers: [...tools, { provide: TOOLS, useFactory: (...made: Tool[]) => made, inject: tools }, Tools, McpServers],
})
export class McpModule {}
