// Owns the shape of an event: a fact with ids, past tense; refuses personal data by its type.
import type { Id } from '#kernel/ids';
import type { Zone } from '#kernel/zones';

/** Ids, codes, numbers and days only: an event is kept for ever and read by every subscriber. */
export type EventData = Readonly<Record<string, string | number | boolean | null>>;

/** A fact that a use case states about its subject. */
export interface NewEvent {
  /** A past fact in PascalCase, as `CaseDecided`. */
  readonly type: string;
  readonly schemaVersion: number;
  readonly subject: { readonly kind: string; readonly id: Id };
  readonly organId?: Id;
  readonly data?: EventData;
}

/** An event as subscribers get it. */
export interface StoredEvent {
  readonly id: Id;
  readonly type: string;
  readonly schemaVersion: number;
  readonly subject: { readonly kind: string; readonly id: Id };
  /** 1, 2, 3 … within the subject, without gaps. */
  readonly subjectSequence: bigint;
  readonly occurredAt: Date;
  readonly organId: Id | null;
  readonly zone: Zone;
  readonly data: EventData;
}
