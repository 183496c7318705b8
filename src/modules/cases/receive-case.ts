// Owns what happens on receipt: the process starts and the clocks that run from it; pure.
import type { Calendar } from '#engines/clock';
import { endOfDay, type LegalDay } from '#kernel/dates';
import { type Id, newId } from '#kernel/ids';
import { clockRulesOfService } from '#modules/catalogue';
import type { ServiceContent } from '#modules/catalogue/contract';
import {
  type Clock,
  type ClockRequest,
  type Definition,
  openClock,
  type ProcessChange,
  startInstance,
} from '#modules/work';

export interface Receipt {
  readonly caseId: Id;
  readonly organId: Id;
  readonly districtCode: string;
  readonly residentId: Id;
  /** Applied for together with others. */
  readonly together: boolean;
  readonly service: ServiceContent;
  readonly definition: Definition;
  readonly calendar: Calendar;
  readonly receivedOn: LegalDay;
  readonly now: Date;
}

/** A received case's process and clocks, and the day on which the next thing is due. */
export interface BegunReceipt {
  readonly process: ProcessChange;
  readonly clocks: readonly Clock[];
  readonly dueOn: LegalDay | null;
}

/**
 * Starts the process and the clock of the correction notice (行政许可法 第三十二条第一款第四项), whose end the process
 * gets as `correctionDeadlineAt`, the first instant after the last day. A service whose own law counts from receipt
 * (市场主体登记: 实施细则 第十八条) starts its decision clock here as well.
 */
export function beginReceipt(receipt: Receipt): BegunReceipt {
  const { service, calendar, receivedOn, now } = receipt;
  const rules = clockRulesOfService(service, { together: receipt.together });
  const base = clockBase(receipt);
  const acceptance =
    rules.correctionNotice === undefined
      ? undefined
      : openClock(
          { ...base, calendar, kind: 'acceptance', from: receivedOn, limit: rules.correctionNotice },
          now,
        );
  const decision =
    service.limits.statutory.startsOn === 'receipt'
      ? openClock({ ...base, calendar, kind: 'decision', from: receivedOn, limit: rules.statedLimit }, now)
      : undefined;
  const clocks = [acceptance, decision].filter((clock) => clock !== undefined);
  const process = startInstance(
    {
      id: newId(now),
      definitionId: receipt.definition.id,
      process: receipt.definition.process,
      called: receipt.definition.called,
      subject: base.subject,
      organId: receipt.organId,
      districtCode: receipt.districtCode,
      // Only a process for services whose law sets a time for the notice reads it, and fails where there is none.
      variables:
        acceptance === undefined
          ? {}
          : { correctionDeadlineAt: endOfDay(acceptance.deadline.due).toISOString() },
    },
    now,
  );
  return { process, clocks, dueOn: earliestDue(clocks) };
}

/** Whose clock it is, for all clocks of a case. */
export function clockBase(theCase: {
  readonly caseId: Id;
  readonly organId: Id;
  readonly districtCode: string;
  readonly residentId: Id;
}): Pick<ClockRequest, 'subject' | 'personId' | 'organId' | 'districtCode'> {
  return {
    subject: { kind: 'case', id: theCase.caseId },
    personId: theCase.residentId,
    organId: theCase.organId,
    districtCode: theCase.districtCode,
  };
}

export function earliestDue(clocks: readonly Clock[]): LegalDay | null {
  return clocks.map((clock) => clock.deadline.due).sort()[0] ?? null;
}

/** The last day for the correction notice, for those who are told of the receipt. */
export function noticeDueOn(clocks: readonly Clock[]): LegalDay | null {
  return clocks.find((clock) => clock.kind === 'acceptance')?.deadline.due ?? null;
}
