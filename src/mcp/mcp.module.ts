import { Module } from '@nestjs/common';
import { ExplanationsModule } from '../explanations/explanations.module.js';
import { HistoryModule } from '../history/history.module.js';
import { SearchModule } from '../search/search.module.js';
import { ContractTimelineTool } from './contract-timeline.tool.js';
import { CheckEntitlementTool, ExplainDecisionTool } from './entitlement-tools.js';
import { FindCustomerTool } from './find-customer.tool.js';
import { McpController } from './mcp.controller.js';
import { McpServers } from './mcp-servers.js';
import { Tools } from './tools.js';

@Module({
  imports: [ExplanationsModule, HistoryModule, SearchModule],
  controllers: [McpController],
  providers: [CheckEntitlementTool, ExplainDecisionTool, FindCustomerTool, ContractTimelineTool, Tools, McpServers],
})
export class McpModule {}
