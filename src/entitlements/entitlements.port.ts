/** What other features may ask of entitlements. */
export type { Beyond } from './answer.js';
export { askedAnew, type HashedQuestion, hashedQuestion } from './hashed-question.js';
export { Entitlements } from './entitlements.service.js';
export type { ExplainedAnswer, QuestionInput, QuestionInstants, Snapshot } from './entitlements.service.js';
export { asProblem } from './problems.js';
export { entitlement, outcome, supposedEntitlement } from './entitlements.docs.js';
export { QuestionDto, read as readQuestion } from './question.dto.js';
export { ContractUnknown, CustomerUnknown, KnownAtAhead, ModuleUnknown, PositionAhead } from './question-faults.js';
export { Sheets } from './sheets.js';
