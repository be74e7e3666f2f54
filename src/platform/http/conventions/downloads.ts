/** Printable characters of ASCII that need no quoting in a header, and those that every file system takes. */
const plain = /[^\w .()+-]/g;
/** RFC 5987: characters that may be in a value as they are, besides letters and digits. */
const unescaped = /['()*!~]/g;

/**
 * Headers of bytes that somebody else has sent: a download under its name (RFC 6266, in UTF-8 as RFC 5987 encodes it),
 * which no browser shows, runs or keeps.
 */
export const attachmentHeaders = (name: string): Readonly<Record<string, string>> => ({
  'content-disposition': `attachment; filename="${name.replace(plain, '_')}"; filename*=UTF-8''${encoded(name)}`,
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
});

const encoded = (name: string): string =>
  encodeURIComponent(name).replace(unescaped, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
