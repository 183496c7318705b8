// Owns how deliveries stand on the page of a case: what was delivered, how that is known, what is still to deliver; pure.
import { legalDay } from '#kernel/dates';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import {
  type CaseDeliveryView,
  deliveryChannelNames,
  type PaperView,
  signingWayNames,
  type ToDeliverView,
} from './paper-contract.ts';
import type { DeliveryRecord } from './paper-queries.ts';
import type { RecordFile } from './record-file.ts';
import { recordFileView } from './view-procedure.ts';

interface DeliveredCase {
  readonly papers: readonly PaperView[];
  readonly licence: { readonly id: Id; readonly number: string } | undefined;
  readonly licenceName: Text;
  readonly deliveries: readonly DeliveryRecord[];
  readonly files: readonly RecordFile[];
}

export function deliveryViews(loaded: DeliveredCase): readonly CaseDeliveryView[] {
  const { papers, licence, licenceName, deliveries, files } = loaded;
  return deliveries.map((one) => {
    const paper = papers.find(({ id }) => id === one.paperId);
    return {
      id: one.id,
      handOverId: one.handOverId,
      what: paper?.title ?? licenceName,
      number: paper?.number ?? licence?.number ?? '',
      channelName: deliveryChannelNames[one.channel],
      deliveredOn: legalDay(one.deliveredOn),
      receiverName: one.receiverName,
      trackingNumber: one.trackingNumber,
      signedName: one.signedHow === null ? null : signingWayNames[one.signedHow],
      proofs:
        one.handOverId === null
          ? []
          : files.filter((file) => file.handOverId === one.handOverId).map(recordFileView),
    };
  });
}

/** What stands, and has not reached the applicant by any way. A proof of delivery stays on file. */
export function toDeliverViews({
  papers,
  licence,
  licenceName,
  deliveries,
}: DeliveredCase): readonly ToDeliverView[] {
  const isLicenceDelivered = deliveries.some((one) => one.licenceId !== null);
  return [
    ...papers
      .filter((one) => one.kind !== 'delivery-proof' && !one.replaced && one.deliveries.length === 0)
      .map(({ id, title, number }) => ({ paperId: id, title, number })),
    ...(licence === undefined || isLicenceDelivered
      ? []
      : [{ paperId: null, title: licenceName, number: licence.number }]),
  ];
}
