/** What is injected by name: ports that have no class of their own at run time. */
export const CONFIG = Symbol('Config');
/** Duties of this process. */
export const DUTIES = Symbol('Duties');
export const CLOCK = Symbol('Clock');
export const EVENT_STORE = Symbol('EventStore');
export const ORDINALS = Symbol('Ordinals');
export const KEY_STORE = Symbol('KeyStore');
export const JOBS = Symbol('Jobs');
export const FILES = Symbol('Files');
export const MAIL = Symbol('Mail');
export const VIEW_READERS = Symbol('ViewReaders');
export const POSITIONS = Symbol('Positions');
export const READINESS = Symbol('Readiness');
export const VENDORS = Symbol('VendorDirectory');
