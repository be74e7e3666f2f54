/** What the composition root describes of webhooks. */
export { webhooksOfApi } from './delivered-events.js';
