import { changesProblems } from './changes/changes.problems.js';
import { contractProblems } from './contracts/contract.problems.js';
import { customerProblems } from './customers/customer.problems.js';
import { dossierProblems } from './dossiers/dossier.problems.js';
import { importProblems } from './imports/import.problems.js';
import { mailProblems } from './mails/mail.problems.js';
import { mcpProblems } from './mcp/mcp.problems.js';
import { obligationProblems } from './obligations/obligation.problems.js';
import { registerProblems } from './platform/http/problems/catalogue.js';
import { policyProblems } from './policies/policy.problems.js';
import { releaseProblems } from './releases/release.problems.js';
import { searchProblems } from './search/search.problems.js';
import { webhookProblems } from './webhooks/webhook.problems.js';

/** Completes the catalogue of errors: whoever puts the product together imports this file first. */
registerProblems(customerProblems, { 'customer-unknown': 'customerId' });
registerProblems(contractProblems, { 'contract-unknown': 'contractId' });
registerProblems(releaseProblems);
registerProblems(policyProblems);
registerProblems(dossierProblems);
registerProblems(importProblems, { 'import-unknown': 'importId' });
registerProblems(changesProblems);
registerProblems(mcpProblems);
registerProblems(obligationProblems);
registerProblems(mailProblems);
registerProblems(searchProblems);
registerProblems(webhookProblems, { 'webhook-unknown': 'webhookId' });
