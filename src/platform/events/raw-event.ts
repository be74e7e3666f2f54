/** A row of the ledger's file as it is stored: nothing parsed, nothing upcast, nothing trusted. */
export interface RawEvent {
  readonly position: number;
  readonly recordedAt: number;
  readonly revision: number;
  readonly schema: number;
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly vendor: string;
  readonly type: string;
  readonly stream: string;
  readonly meta: string;
  readonly data: string;
}

export const rawColumns =
  'position, recorded_at AS recordedAt, revision, schema, lower(hex(id)) AS id, vendor, type, stream, meta, data';
