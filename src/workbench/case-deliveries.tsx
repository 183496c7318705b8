// Owns the deliveries of a case: what reached the applicant and how, recording one, the scan of what was signed; refuses a
// post without its number.
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { formatDay } from '#kernel/dates';
import {
  type CaseDeliveryView,
  type CaseView,
  casePaths,
  deliveryBody,
  paperPaths,
  receiverRelationNames,
  receiverRelations,
} from '#modules/cases/contract';
import { OnlyAloud } from './aloud.tsx';
import { useAnnounce } from './announcer.tsx';
import { caseQuery } from './case-queries.ts';
import { deliveryMessages } from './delivery-messages.ts';
import { chosenIn, LongText, MomentField, OneOfMany, TypedLine, typedIn } from './draft-fields.tsx';
import type { ActionDraft } from './drafts.ts';
import { Choice } from './field.tsx';
import { ProofScan } from './proof-scan.tsx';
import { RecordFiles } from './record-files.tsx';
import { type FieldErrors, type FieldsProps, SendForm } from './send-form.tsx';
import { useSession } from './session.tsx';
import { lengthMost, tooLong } from './text-length.ts';
import { type Say, useLocale, useWords } from './words.tsx';

export function CaseDeliveries({ view }: { view: CaseView }) {
  const say = useWords();
  const headingId = useId();
  const [isOpen, setOpen] = useState(false);
  if (view.deliveries.length === 0 && view.toDeliver.length === 0) return null;
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(deliveryMessages.deliveries)}</h2>
      {view.deliveries.length === 0 && <p className="quiet">{say(deliveryMessages.none)}</p>}
      {view.deliveries.map((one) => (
        <OneDelivery key={one.id} view={view} delivery={one} />
      ))}
      {view.toDeliver.length > 0 && (
        <details className="disclosure" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{say(deliveryMessages.record)}</summary>
          <DeliveryForm view={view} onDone={() => setOpen(false)} />
        </details>
      )}
    </section>
  );
}

function OneDelivery({ view, delivery }: { view: CaseView; delivery: CaseDeliveryView }) {
  const say = useWords();
  const locale = useLocale();
  const { api } = useSession();
  const queries = useQueryClient();
  const { handOverId, trackingNumber, signedName } = delivery;
  const facts = [
    say(delivery.channelName),
    formatDay(delivery.deliveredOn, locale),
    delivery.receiverName,
    ...(trackingNumber === null ? [] : [trackingNumber]),
    ...(signedName === null ? [] : [say(signedName)]),
  ];
  const of = `${say(delivery.what)} ${delivery.number}`;
  return (
    <div className="paper">
      <p>
        <strong>{say(delivery.what)}</strong> {delivery.number}
        <br />
        <span className="quiet">{facts.join(' · ')}</span>
      </p>
      <RecordFiles files={delivery.proofs} address={(id) => casePaths.caseFile(view.id, id)} />
      {handOverId !== null && view.mayDeliver && (
        <details className="disclosure">
          <summary>
            {say(deliveryMessages.addProof)}
            <OnlyAloud of={of} />
          </summary>
          <ProofScan<CaseView>
            address={paperPaths.signedProof(view.id, handOverId)}
            of={of}
            onAnswer={(answer) => queries.setQueryData(caseQuery(api, view.id).queryKey, answer)}
          />
        </details>
      )}
    </div>
  );
}

type Channel = 'window' | 'post';

function channelIn(draft: ActionDraft): Channel | undefined {
  const chosen = chosenIn(draft, 'channel');
  return chosen === 'window' || chosen === 'post' ? chosen : undefined;
}

function validateDelivery(say: Say, draft: ActionDraft): FieldErrors {
  const channel = channelIn(draft);
  const lacks = (name: string) => (chosenIn(draft, name) ?? '') === '';
  const tracking = typedIn(draft, 'trackingNumber').trim();
  const most = lengthMost(deliveryBody.properties.statement);
  return {
    ...(lacks('paperId') ? { paperId: say(deliveryMessages.whatMissing) } : {}),
    ...(channel === undefined ? { channel: say(deliveryMessages.channelMissing) } : {}),
    ...(lacks('deliveredOn') ? { deliveredOn: say(deliveryMessages.dayMissing) } : {}),
    ...(typedIn(draft, 'receiverName').trim() === ''
      ? { receiverName: say(deliveryMessages.receiverMissing) }
      : {}),
    ...(lacks('receiverRelation') ? { receiverRelation: say(deliveryMessages.relationMissing) } : {}),
    ...(channel === 'post' && !/^[0-9A-Za-z-]{6,40}$/.test(tracking)
      ? { trackingNumber: say(deliveryMessages.trackingMissing) }
      : {}),
    ...(channel === 'window' && draft.text.trim() === ''
      ? { statement: say(deliveryMessages.statementMissing) }
      : tooLong(say, 'statement', draft.text, most)),
  };
}

function bodyOf(draft: ActionDraft): object {
  const channel = channelIn(draft);
  const what = chosenIn(draft, 'paperId');
  return {
    paperId: what === 'licence' ? null : what,
    channel,
    deliveredOn: chosenIn(draft, 'deliveredOn'),
    receiverName: typedIn(draft, 'receiverName').trim(),
    receiverRelation: chosenIn(draft, 'receiverRelation'),
    statement: draft.text.trim(),
    ...(channel === 'post'
      ? { trackingNumber: typedIn(draft, 'trackingNumber').trim() }
      : { signed: 'paper' }),
  };
}

function DeliveryForm({ view, onDone }: { view: CaseView; onDone: () => void }) {
  const say = useWords();
  const announce = useAnnounce();
  const { api } = useSession();
  const queries = useQueryClient();
  const query = caseQuery(api, view.id);
  return (
    <SendForm<CaseView>
      draftKey={`${view.id}/delivery`}
      path={paperPaths.deliver(view.id)}
      revision={undefined}
      label={deliveryMessages.record}
      consequence={deliveryMessages.consequence}
      fields={[
        'paperId',
        'channel',
        'deliveredOn',
        'receiverName',
        'receiverRelation',
        'trackingNumber',
        'statement',
      ]}
      validate={(draft) => validateDelivery(say, draft)}
      body={bodyOf}
      onAnswer={(answer) => {
        queries.setQueryData(query.queryKey, answer);
        announce(say(deliveryMessages.recorded));
        onDone();
      }}
      onChanged={() => void queries.invalidateQueries({ queryKey: query.queryKey })}
    >
      {(parts) => <DeliveryFields {...parts} view={view} />}
    </SendForm>
  );
}

function DeliveryFields({ view, ...parts }: FieldsProps & { readonly view: CaseView }) {
  const say = useWords();
  const { draft, change, errors } = parts;
  const channel = channelIn(draft);
  const choose = (name: string) => (value: string) =>
    change({ chosen: { ...draft.chosen, [name]: [value] } });
  return (
    <>
      <OneOfMany
        {...parts}
        name="paperId"
        label={say(deliveryMessages.what)}
        options={view.toDeliver.map(({ paperId, title, number }) => ({
          value: paperId ?? 'licence',
          label: `${say(title)} ${number}`,
        }))}
      />
      <Choice
        label={say(deliveryMessages.channel)}
        value={channel}
        error={errors['channel']}
        options={[
          { value: 'window', label: say(deliveryMessages.byWindow) },
          { value: 'post', label: say(deliveryMessages.byPost) },
        ]}
        onChange={choose('channel')}
      />
      {channel === 'post' && (
        <TypedLine {...parts} name="trackingNumber" label={say(deliveryMessages.tracking)} />
      )}
      <MomentField
        {...parts}
        name="deliveredOn"
        kind="date"
        label={say(channel === 'post' ? deliveryMessages.dayOfReceipt : deliveryMessages.day)}
      />
      <TypedLine {...parts} name="receiverName" label={say(deliveryMessages.receiver)} />
      <Choice
        label={say(deliveryMessages.relation)}
        value={receiverRelations.find((one) => one === chosenIn(draft, 'receiverRelation'))}
        error={errors['receiverRelation']}
        options={receiverRelations.map((one) => ({ value: one, label: say(receiverRelationNames[one]) }))}
        onChange={choose('receiverRelation')}
      />
      <LongText
        {...parts}
        name="statement"
        label={say(deliveryMessages.statement)}
        hint={say(channel === 'post' ? deliveryMessages.statementPostHint : deliveryMessages.statementHint)}
        rows={2}
      />
    </>
  );
}
