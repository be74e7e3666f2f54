export const publicUrlForm =
  'the address under which people reach the API, such as https://service.example.com, without credentials, query and #';

/** M1: without a slash at its end. */
export const readPublicUrl = (text: string): string | undefined => {
  if (!/^https?:\/\/[^\s?#@]+$/.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href.replace(/\/+$/, '');
};

interface Addressed {
  readonly publicUrl: string | undefined;
  readonly port: number;
}

/** What links in mails begin with; without the setting they lead to this machine. */
export const publicUrlOf = ({ publicUrl, port }: Addressed): string => publicUrl ?? `http://localhost:${port}`;
