/** Names of the sources: stored with jobs. */
export const sourceNames = { contract: 'contract', request: 'request', intake: 'intake' } as const;

/** The field of rows that has the subject of a source. */
export const subjectFields: Readonly<Record<string, 'contractId' | 'requestId' | 'intakeId'>> = {
  contract: 'contractId',
  request: 'requestId',
  intake: 'intakeId',
};
