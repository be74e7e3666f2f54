import type { TokenPurpose } from './tokens.js';

/** The routes that tokens lead to, without a login (M6). */
const routes: Readonly<Record<TokenPurpose, string>> = {
  unsubscribe: 'unsubscribe',
  survey: 'surveys',
  resolution: 'resolutions',
  invitation: 'invitations',
};

/** The whole address of a page that a mail links to. @param publicUrl without a slash at its end */
export const linkTo = (publicUrl: string, purpose: TokenPurpose, token: string): string =>
  `${publicUrl}/api/v1/${routes[purpose]}/${token}`;
