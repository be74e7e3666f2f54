/** What may be attached to one act. docs/limits.md lists each bound with its refusal. */
export const attachmentBounds = {
  files: 10,
  /** MB of one file. */
  fileMb: 20,
  /** MB of all files of one act. */
  togetherMb: 50,
  /** Hours until a file that no act came to name is removed: longer than an upload can last. */
  leftHours: 2,
};
