import { problem } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    mcp: typeof mcpProblems;
  }
}

export const mcpProblems = {
  'mcp-without-stream': problem(
    405,
    ['不提供事件流', '不提供事件串流', 'No stream here'],
    [
      '该地址只接受 POST：服务器不会主动发送 MCP 消息。请用 POST 发送每条消息。',
      '該位址只接受 POST：伺服器不會主動傳送 MCP 訊息。請以 POST 傳送每則訊息。',
      'This address takes POST alone: the server sends no MCP messages of its own. Send each message with POST.',
    ],
  ),
} as const;
