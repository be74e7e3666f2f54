import { Module } from '@nestjs/common';
import { Explanations } from '../explanations/explanations.port.js';
import { History } from '../history/history.port.js';
import { ContractTimelineTool } from './contract-timeline.tool.js';
import { CheckEntitlementTool, ExplainDecisionTool } from './entitlement-tools.js';
import { FindCustomerTool } from './find-customer.tool.js';
import { McpController } from './mcp.controller.js';
import { McpServers } from './mcp-servers.js';
import { Tools } from './tools.js';

@Module({
  controllers: [McpController],
  providers: [
    Explanations,
    History,
    CheckEntitlementTool,
    ExplainDecisionTool,
    FindCustomerTool,
    ContractTimelineTool,
    Tools,
    McpServers,
  ],
})
export class McpModule {}
