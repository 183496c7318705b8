// Owns what browser and server say to each other when an officer leaves a post or the service; refuses the data of any case.
import Type, { type Static } from 'typebox';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';

export const departurePaths = {
  /** GET ?organ=: the officers at work whom the reader may let leave; without an organ those of all. */
  staff: '/api/staff',
  /** GET ?organ=: what is open of an officer: the dry run. */
  work: (officerId: Id) => `/api/staff/${officerId}/open-work`,
  /** POST: ends the posts and hands everything over. */
  leave: (officerId: Id) => `/api/staff/${officerId}/departure`,
} as const;

const id = Type.String({ format: 'uuid' });

export const departureBody = Type.Object(
  {
    /** Null: out of the service, with every post; the account is closed. */
    organId: Type.Union([id, Type.Null()]),
    /** Who gets the tasks of which step; null, or no share, gives them back to the post. */
    shares: Type.Array(
      Type.Object(
        {
          organId: id,
          element: Type.String({ minLength: 1, maxLength: 200 }),
          successorId: Type.Union([id, Type.Null()]),
        },
        { additionalProperties: false },
      ),
      { maxItems: 200 },
    ),
    /** How much was open when it was looked at: more or less means looking again. */
    seenTasks: Type.Integer({ minimum: 0 }),
    reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
  },
  { additionalProperties: false },
);
export type DepartureBody = Static<typeof departureBody>;

/** GET staff. */
export interface StaffView {
  readonly officers: readonly {
    readonly id: Id;
    readonly displayName: string;
    readonly posts: readonly { readonly organId: Id; readonly organName: Text; readonly roleName: Text }[];
  }[];
  /** Whether the reader may close accounts, and so let officers leave the service. */
  readonly mayCloseAccounts: boolean;
}

/** GET what is open: steps and counts, and nothing of any case. */
export interface DepartureView {
  readonly tasks: readonly {
    readonly organId: Id;
    readonly organName: Text;
    readonly element: string;
    /** As the process calls the step. */
    readonly name: string;
    /** As the officer's own. */
    readonly claimed: number;
    /** Given on to a colleague, to come back. */
    readonly delegated: number;
    readonly successors: readonly { readonly id: Id; readonly displayName: string }[];
  }[];
  readonly total: number;
  /** Absences of theirs, and of others for whom they stand in: these end. */
  readonly absences: readonly {
    readonly id: Id;
    readonly officerName: string;
    readonly substituteName: string;
    readonly isOwn: boolean;
    readonly firstDay: string;
    readonly lastDay: string;
  }[];
  /** Hearings that they preside over: another officer has to be appointed (行政许可法 第四十八条). */
  readonly hearings: readonly { readonly procedureId: Id; readonly caseNumber: string }[];
}

/** The answer to a departure. */
export interface DepartureDone {
  readonly handedOver: number;
}
