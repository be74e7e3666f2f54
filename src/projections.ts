import { contractList } from '../projections/contract-list/contract-list.js';
import { contractSheet } from '../projections/contract-sheet/contract-sheet.js';
import { customerList } from '../projections/customer-list/customer-list.js';
import { customerSheet } from '../projections/customer-sheet/customer-sheet.js';
import { imports } from '../projections/imports/imports.js';
import { intakes } from '../projections/intakes/intakes.js';
import { namedPersons } from '../projections/named-persons/named-persons.js';
import { obligations } from '../projections/obligations/obligations.js';
import { policies } from '../projections/policies/policies.js';
import type { Projection } from '../projections/projection.js';
import { promises } from '../projections/promises/promises.js';
import { requests } from '../projections/requests/requests.js';
import type { Projected } from './platform/engines.js';
import { surveys } from '../projections/surveys/surveys.js';
import { renewals } from '../projections/renewals/renewals.js';
import { releases } from '../projections/releases/releases.js';

/** Every view of the product. */
export const projections = [
  policies,
  releases,
  customerSheet,
  contractSheet,
  contractList,
  customerList,
  imports,
  intakes,
  renewals,
  requests,
  promises,
  surveys,
  obligations,
  namedPersons,
] as unknown as readonly Projection[];

/** Views that decisions are made of: an answer is made at the position that all of them have reached. */
const decisive: readonly string[] = [policies.name, releases.name, customerSheet.name, contractSheet.name];

/** What the write side projects. */
export const projected: Projected = { projections, decisive };
