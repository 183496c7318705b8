// Owns how a result is handed over and signed for, on paper or on the pad; refuses a pad without a signature.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import {
  counterPaths,
  type DeliverableView,
  type HandedOverView,
  type ReceiverRelation,
  receiverRelationNames,
  receiverRelations,
  type SigningWay,
  signingWayNames,
  signingWays,
} from '#modules/cases/contract';
import { NumberedChoices } from './counter-choice.tsx';
import { counterMessages } from './counter-messages.ts';
import { step } from './counter-steps.ts';
import { FailureNotice } from './failure-notice.tsx';
import { Field } from './field.tsx';
import { Notice } from './notice.tsx';
import { ProofScan } from './proof-scan.tsx';
import { useSession } from './session.tsx';
import { SignaturePad } from './signature-pad.tsx';
import { useWords } from './words.tsx';

export function itemKey(item: DeliverableView['items'][number]): string {
  return item.paperId ?? 'licence';
}

/** What was recorded last for a case, so that the scan of what was signed finds it. */
export interface HandedOver extends HandedOverView {
  readonly signed: SigningWay;
}

interface HandOverFormProps {
  readonly row: DeliverableView;
  readonly open: DeliverableView['items'];
  readonly onDone: (handed: HandedOver) => void;
}

function useHandOver({ row, open, onDone }: HandOverFormProps) {
  const say = useWords();
  const { api } = useSession();
  const [chosen, setChosen] = useState<readonly string[]>(open.map(itemKey));
  const [receiverName, setReceiverName] = useState(row.applicantName);
  const [receiverRelation, setRelation] = useState<ReceiverRelation>('applicant');
  const [statement, setStatement] = useState(say(counterMessages.statementUsual));
  const [signed, setSigned] = useState<SigningWay>('paper');
  const [signature, setSignature] = useState<string>();
  const [isPadEmpty, setPadEmpty] = useState(false);
  const send = useMutation({
    mutationFn: () =>
      api.post<HandedOverView>(counterPaths.deliver(row.caseId), {
        paperIds: chosen.map((key) => (key === 'licence' ? null : key)),
        receiverName,
        receiverRelation,
        statement,
        signed,
        ...(signed === 'pad' ? { signature } : {}),
      }),
    onSuccess: ({ handOverId }) => onDone({ handOverId, signed }),
  });
  const submit = () => {
    const isMissing = signed === 'pad' && signature === undefined;
    setPadEmpty(isMissing);
    if (!isMissing) send.mutate();
  };
  const fields = { chosen, receiverName, receiverRelation, statement, signed, signature };
  const set = { setChosen, setReceiverName, setRelation, setStatement, setSigned, setSignature };
  return { ...fields, ...set, isPadEmpty, send, submit };
}

export function HandOverForm(props: HandOverFormProps) {
  const say = useWords();
  const { row, open } = props;
  const hand = useHandOver(props);
  return (
    <>
      <NumberedChoices
        several
        label={say(counterMessages.toHandOver)}
        options={open.map((item) => ({ value: itemKey(item), label: say(item.title) }))}
        chosen={hand.chosen}
        onChange={hand.setChosen}
      />
      {hand.chosen.length > 0 && (
        <p>
          <a
            href={`${counterPaths.proofToSign(row.caseId)}?items=${hand.chosen.join(',')}`}
            target="_blank"
            rel="noreferrer"
          >
            {say(counterMessages.printProof)}
          </a>
        </p>
      )}
      <ReceiverFields hand={hand} />
      {hand.signed === 'pad' && (
        <SignaturePad
          onSignature={hand.setSignature}
          error={hand.isPadEmpty && hand.signature === undefined ? say(counterMessages.padEmpty) : undefined}
        />
      )}
      <Button {...step} type="primary" disabled={hand.chosen.length === 0} onClick={hand.submit}>
        {say(counterMessages.handOver)}
      </Button>
      {hand.send.error !== null && <FailureNotice failure={hand.send.error} while="sending" />}
    </>
  );
}

/** Who takes it, how it is signed for, and how it went. */
function ReceiverFields({ hand }: { hand: ReturnType<typeof useHandOver> }) {
  const say = useWords();
  return (
    <div className="counter-grid">
      <Field label={say(counterMessages.receiver)}>
        {(control) => (
          <input
            {...control}
            {...step}
            autoComplete="off"
            maxLength={60}
            value={hand.receiverName}
            onChange={(event) => hand.setReceiverName(event.target.value)}
          />
        )}
      </Field>
      <NumberedChoices
        label={say(counterMessages.receiverRelation)}
        options={receiverRelations.map((one) => ({ value: one, label: say(receiverRelationNames[one]) }))}
        chosen={[hand.receiverRelation]}
        onChange={([value]) => {
          const relation = receiverRelations.find((one) => one === value);
          if (relation !== undefined) hand.setRelation(relation);
        }}
      />
      <NumberedChoices
        label={say(counterMessages.signingWay)}
        hint={say(counterMessages.signedHint)}
        options={signingWays.map((one) => ({ value: one, label: say(signingWayNames[one]) }))}
        chosen={[hand.signed]}
        onChange={([value]) => {
          const way = signingWays.find((one) => one === value);
          if (way !== undefined) hand.setSigned(way);
        }}
      />
      <Field label={say(counterMessages.statement)}>
        {(control) => (
          <input
            {...control}
            {...step}
            maxLength={1_000}
            value={hand.statement}
            onChange={(event) => hand.setStatement(event.target.value)}
          />
        )}
      </Field>
    </div>
  );
}

/** That it was recorded; where it was signed on paper, the place for the scan. */
export function HandedOverNotice({ row, handed }: { row: DeliverableView; handed: HandedOver }) {
  const say = useWords();
  return (
    <>
      <Notice tone="done" heading={say(counterMessages.handedOver, { service: say(row.serviceName) })} />
      {handed.signed === 'paper' && (
        <ProofScan<unknown> address={counterPaths.signedProof(row.caseId, handed.handOverId)} />
      )}
    </>
  );
}
