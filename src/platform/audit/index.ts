// Owns the audit row: who did or read what, why, and how it ended; refuses a row without its canonical hash.
import { type Actor, actorIdOf } from '#kernel/actors';
import { type CanonicalValue, canonicalText } from '#kernel/canonical';
import { type Id, newId } from '#kernel/ids';
import type { Zone } from '#kernel/zones';
import { sha256 } from '#platform/crypto';

/** What an entry is about. `id` is absent where the attempt named nothing that exists. */
export interface AuditObject {
  readonly kind: string;
  readonly id?: Id;
}

export interface AuditEntry {
  readonly occurredAt: Date;
  readonly requestId: string;
  readonly zone: Zone;
  readonly actor: Actor;
  readonly organId?: Id;
  /** The use case's name, as `decide-case`. */
  readonly action: string;
  readonly object: AuditObject;
  /** `refused`: not permitted; `failed`: permitted, but the input or the record's state forbade it. */
  readonly outcome: 'done' | 'refused' | 'failed';
  /**
   * The error's code for what did not happen, or `acting-for/<officer id>` for what was done by the post of an absent
   * colleague; never free text, so that no personal data gets in.
   */
  readonly reason?: string;
}

/** The version of the canonical form below; a change of any member or of the text needs the next number. */
export const canonicalVersion = 1;

/**
 * The entry as the JSON that `platform.record_use_case` stores, with the SHA-256 of its canonical text. The hash
 * covers every stored column but itself, so that a sealer can chain rows later without reading them again.
 */
export function auditRow(entry: AuditEntry): Readonly<Record<string, CanonicalValue>> {
  const members = {
    id: newId(entry.occurredAt),
    occurredAt: entry.occurredAt.toISOString(),
    requestId: entry.requestId,
    zone: entry.zone,
    actorKind: entry.actor.kind,
    actorId: actorIdOf(entry.actor) ?? null,
    organId: entry.organId ?? null,
    action: entry.action,
    objectKind: entry.object.kind,
    objectId: entry.object.id ?? null,
    outcome: entry.outcome,
    reason: entry.reason ?? null,
    canonicalVersion,
  };
  return { ...members, canonicalHash: sha256(canonicalText(members)).toString('hex') };
}
