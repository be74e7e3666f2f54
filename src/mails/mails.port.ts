/** What other features may ask of mails. */
export { addressed, type Addressing, readMessageId } from './envelope.js';
export { linkTo } from './links.js';
export { type ComposedMail, composeMail, type MailVendor, type OwnTexts } from './mail-texts.js';
export { loadOwnTexts } from './own-texts.js';
export { type TokenPurpose, Tokens, tokensOf } from './tokens.js';
