import { contractProblems } from './contracts/contract.problems.js';
import { customerProblems } from './customers/customer.problems.js';
import { importProblems } from './imports/import.problems.js';
import { handInProblems } from './platform/http/problems/catalogue.js';
import { policyProblems } from './policies/policy.problems.js';
import { releaseProblems } from './releases/release.problems.js';
import { webhookProblems } from './webhooks/webhook.problems.js';

/** Completes the catalogue of errors: whoever puts the product together imports this file first. */
handInProblems(customerProblems, { 'customer-unknown': 'customerId' });
handInProblems(contractProblems, { 'contract-unknown': 'contractId' });
handInProblems(releaseProblems);
handInProblems(policyProblems);
handInProblems(importProblems);
handInProblems(webhookProblems, { 'webhook-unknown': 'webhookId' });
