import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const style =
  'body{font:16px/1.6 system-ui,sans-serif;margin:3rem auto;max-width:42rem;padding:0 1rem}h1{font-size:1.4rem}';

const section = (lang: string, what: string, links: readonly [docs: string, openapi: string, ready: string]): string =>
  `<section lang="${lang}"><p>${what}</p><ul><li><a href="/docs">${links[0]}</a></li>` +
  `<li><a href="/openapi.json">${links[1]}</a></li><li><a href="/health/ready">${links[2]}</a></li></ul></section>`;

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Service Ledger</title>
<style>${style}</style></head><body><h1>Service Ledger</h1>
${section(
  'zh-CN',
  '服务台账：哪个客户在哪一刻享有哪项服务，附依据与回执。这里是接口的入口，没有操作界面；请求需要 API 密钥。',
  ['接口文档', '接口描述（OpenAPI）', '运行状态'],
)}
${section(
  'zh-TW',
  '服務帳本：哪個客戶在哪一刻享有哪項服務，附依據與回執。這裡是介面的入口，沒有操作畫面；請求需要 API 金鑰。',
  ['介面文件', '介面描述（OpenAPI）', '執行狀態'],
)}
${section(
  'en',
  'A ledger of after-sales entitlements: which customer is owed which service at which instant, with proof and a receipt. ' +
    'This is the entry of the API; there is no console here. Requests need an API key.',
  ['Documentation of the API', 'Description of the API (OpenAPI)', 'State of this server'],
)}
</body></html>
`;

/** The page loads nothing and runs nothing: its own style alone, by its hash. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/` states what runs here, for whoever opens the address in a browser. */
export function serveStartPage(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .get('/', (_request, reply) =>
      reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page),
    );
}
