import { contractList } from '../projections/contract-list/contract-list.js';
import { contractSheet } from '../projections/contract-sheet/contract-sheet.js';
import { customerSheet } from '../projections/customer-sheet/customer-sheet.js';
import { imports } from '../projections/imports/imports.js';
import { policies } from '../projections/policies/policies.js';
import type { Projection } from '../projections/projection.js';
import { releases } from '../projections/releases/releases.js';

/** Every view of the product. */
export const projections = [
  policies,
  releases,
  customerSheet,
  contractSheet,
  contractList,
  imports,
] as unknown as readonly Projection[];
