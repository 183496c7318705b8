// Owns the grounds on which a licence may be suspended, ended or struck off, with the words of the law; refuses others.
import type { LawReference } from '#engines/clock';
import { type Text, text } from '#kernel/texts';
import type { LicenceAct, LicenceState } from './contract.ts';

/**
 * The laws' texts were compared character by character with 行政许可法 (2019-04-23) and 行政处罚法 (2021-01-22); where a
 * paragraph has items, only the item is quoted. Texts of law are outside copyright (著作权法 第五条).
 */
export interface Ground {
  readonly key: string;
  readonly name: Text;
  readonly basis: LawReference;
  readonly quote: string;
  /** Whether the general law only names the measure, so that the article that orders it must be stated. */
  readonly needsSpecialBasis: boolean;
  /** What the officer must state of compensation; null where the law says nothing of it. */
  readonly compensation: Text | null;
  /** States in which this ground can be; all in which the act may be done unless said otherwise. */
  readonly states?: readonly LicenceState[];
}

const licensing = (article: string, paragraph?: string, item?: string): LawReference => ({
  law: '行政许可法',
  article,
  ...(paragraph === undefined ? {} : { paragraph }),
  ...(item === undefined ? {} : { item }),
});

const penalties = (article: string, item?: string): LawReference => ({
  law: '行政处罚法',
  lawEn: 'Administrative Penalties Law',
  version: '2021-01-22',
  rank: 'law',
  article,
  ...(item === undefined ? {} : { paragraph: '1', item }),
});

interface MoreOfGround {
  readonly special?: boolean;
  readonly compensation?: Text;
  readonly states?: readonly LicenceState[];
}

function ground(
  key: string,
  name: Text,
  basis: LawReference,
  quote: string,
  { special = false, compensation, states }: MoreOfGround = {},
): Ground {
  return {
    key,
    name,
    basis,
    quote,
    needsSpecialBasis: special,
    compensation: compensation ?? null,
    ...(states === undefined ? {} : { states }),
  };
}

const toCompensateLoss = text(
  '由此给持证人造成财产损失的，应当依法给予补偿（第八条第二款）。请写明有无损失、怎样补偿。',
  'Loss of property caused by this is compensated by law (article 8, paragraph 2). State whether there is any and how it is compensated.',
);
const toIndemnify = text(
  '持证人的合法权益受到损害的，应当依法给予赔偿（第六十九条第四款）。请写明有无损害、怎样赔偿。',
  'Harm to the holder’s lawful rights is indemnified by law (article 69, paragraph 4). State whether there is any and how it is indemnified.',
);
const nothingProtected = text(
  '持证人基于这份许可取得的利益不受保护（第六十九条第四款）。请写明。',
  'What the holder gained through this licence is not protected (article 69, paragraph 4). State so.',
);

const ended: readonly LicenceState[] = ['revoked', 'withdrawn', 'revoked-as-penalty'];
const inForce: readonly LicenceState[] = ['valid', 'suspended'];

export const groundsOfAct = {
  suspend: [
    ground(
      'penalty-suspension',
      text('行政处罚：暂扣许可证件', 'Penalty: the licence is withheld'),
      penalties('9', '3'),
      '（三）暂扣许可证件、降低资质等级、吊销许可证件；',
      { special: true },
    ),
    ground(
      'penalty-closure',
      text('行政处罚：责令停产停业', 'Penalty: business is ordered to stop'),
      penalties('9', '4'),
      '（四）限制开展生产经营活动、责令停产停业、责令关闭、限制从业；',
      { special: true },
    ),
  ],
  resume: [
    ground(
      'suspension-over',
      text(
        '暂扣的情形已经消除，或者依法解除',
        'The reason for the suspension is gone, or it was lifted by law',
      ),
      licensing('8', '1'),
      '公民、法人或者其他组织依法取得的行政许可受法律保护，行政机关不得擅自改变已经生效的行政许可。',
    ),
  ],
  withdraw: [
    ground(
      'law-changed',
      text('所依据的法律、法规、规章修改或者废止', 'The law on which it rests was changed or repealed'),
      licensing('8', '2'),
      '行政许可所依据的法律、法规、规章修改或者废止，或者准予行政许可所依据的客观情况发生重大变化的，为了公共利益的需要，行政机关可以依法变更或者撤回已经生效的行政许可。由此给公民、法人或者其他组织造成财产损失的，行政机关应当依法给予补偿。',
      { compensation: toCompensateLoss },
    ),
    ground(
      'circumstances-changed',
      text('客观情况发生重大变化', 'The circumstances changed in a major way'),
      licensing('8', '2'),
      '行政许可所依据的法律、法规、规章修改或者废止，或者准予行政许可所依据的客观情况发生重大变化的，为了公共利益的需要，行政机关可以依法变更或者撤回已经生效的行政许可。由此给公民、法人或者其他组织造成财产损失的，行政机关应当依法给予补偿。',
      { compensation: toCompensateLoss },
    ),
  ],
  revoke: [
    ground(
      'abuse-of-power',
      text('工作人员滥用职权、玩忽职守作出准予决定', 'Granted by abuse of power or neglect of duty'),
      licensing('69', '1', '1'),
      '（一）行政机关工作人员滥用职权、玩忽职守作出准予行政许可决定的；',
      { compensation: toIndemnify },
    ),
    ground(
      'beyond-powers',
      text('超越法定职权作出准予决定', 'Granted beyond the powers given by law'),
      licensing('69', '1', '2'),
      '（二）超越法定职权作出准予行政许可决定的；',
      { compensation: toIndemnify },
    ),
    ground(
      'against-procedure',
      text('违反法定程序作出准予决定', 'Granted against the procedure laid down by law'),
      licensing('69', '1', '3'),
      '（三）违反法定程序作出准予行政许可决定的；',
      { compensation: toIndemnify },
    ),
    ground(
      'not-qualified',
      text(
        '申请人不具备资格或者不符合法定条件',
        'The applicant was not qualified or did not meet the conditions',
      ),
      licensing('69', '1', '4'),
      '（四）对不具备申请资格或者不符合法定条件的申请人准予行政许可的；',
      { compensation: toIndemnify },
    ),
    ground(
      'other-by-law',
      text('依法可以撤销的其他情形', 'Another case in which the law allows it'),
      licensing('69', '1', '5'),
      '（五）依法可以撤销行政许可的其他情形。',
      { special: true, compensation: toIndemnify },
    ),
    ground(
      'fraud',
      text('以欺骗、贿赂等不正当手段取得：应当撤销', 'Obtained by fraud or bribery: it must be revoked'),
      licensing('69', '2'),
      '被许可人以欺骗、贿赂等不正当手段取得行政许可的，应当予以撤销。',
      { compensation: nothingProtected },
    ),
  ],
  'revoke-as-penalty': [
    ground(
      'penalty-revocation',
      text('行政处罚：吊销许可证件', 'Penalty: the licence is revoked'),
      penalties('9', '3'),
      '（三）暂扣许可证件、降低资质等级、吊销许可证件；',
      { special: true },
    ),
  ],
  cancel: [
    ground(
      'expired',
      text('有效期届满未延续', 'It expired and was not renewed'),
      licensing('70', undefined, '1'),
      '（一）行政许可有效期届满未延续的；',
      { states: ['expired'] },
    ),
    ground(
      'person-gone',
      text(
        '赋予公民特定资格，该公民死亡或者丧失行为能力',
        'A personal qualification, and the person died or lost capacity',
      ),
      licensing('70', undefined, '2'),
      '（二）赋予公民特定资格的行政许可，该公民死亡或者丧失行为能力的；',
      { states: [...inForce, 'expired'] },
    ),
    ground(
      'organisation-gone',
      text('法人或者其他组织依法终止', 'The legal person or organisation came to its end'),
      licensing('70', undefined, '3'),
      '（三）法人或者其他组织依法终止的；',
      { states: [...inForce, 'expired'] },
    ),
    ground(
      'ended-before',
      text('已依法撤销、撤回或者吊销', 'It was revoked or withdrawn before'),
      licensing('70', undefined, '4'),
      '（四）行政许可依法被撤销、撤回，或者行政许可证件依法被吊销的；',
      { states: ended },
    ),
    ground(
      'force-majeure',
      text('因不可抗力无法实施', 'Force majeure makes it impossible'),
      licensing('70', undefined, '5'),
      '（五）因不可抗力导致行政许可事项无法实施的；',
      { states: inForce },
    ),
    ground(
      'other-by-law',
      text('法律、法规规定应当注销的其他情形', 'Another case in which law or regulation orders it'),
      licensing('70', undefined, '6'),
      '（六）法律、法规规定的应当注销行政许可的其他情形。',
      { special: true, states: [...inForce, 'expired'] },
    ),
  ],
} as const satisfies Record<LicenceAct, readonly Ground[]>;

/** What the officer confirms to have done before; all of them, or the act is refused. */
interface Confirmation {
  readonly key: string;
  readonly words: Text;
}

const rightsTold: Confirmation = {
  key: 'rights-told',
  words: text(
    '已告知拟作出的处罚内容及事实、理由、依据，以及陈述、申辩等权利（《行政处罚法》第四十四条）。',
    'The intended penalty, its facts, reasons and basis, and the right to state and defend were told (Administrative Penalties Law, article 44).',
  ),
};

export const confirmationsOfAct = {
  suspend: [rightsTold],
  resume: [],
  withdraw: [
    {
      key: 'public-interest',
      words: text(
        '撤回是为了公共利益的需要，理由中已经说明（《行政许可法》第八条第二款）。',
        'The withdrawal serves the public interest, and the reasons say how (Administrative Licensing Law, article 8, paragraph 2).',
      ),
    },
  ],
  revoke: [
    {
      key: 'no-major-harm',
      words: text(
        '撤销不会对公共利益造成重大损害（可能造成的，不予撤销：《行政许可法》第六十九条第三款）。',
        'The revocation does no major harm to the public interest (where it might, there is none: Administrative Licensing Law, article 69, paragraph 3).',
      ),
    },
  ],
  'revoke-as-penalty': [
    rightsTold,
    {
      key: 'hearing-offered',
      words: text(
        '已告知有要求听证的权利；要求听证的，已经组织听证（《行政处罚法》第六十三条第一款第三项）。',
        'The right to a hearing was told, and a hearing that was asked for was held (Administrative Penalties Law, article 63, paragraph 1, item 3).',
      ),
    },
    {
      key: 'decided-together',
      words: text(
        '属于情节复杂或者重大违法行为的，已经行政机关负责人集体讨论决定（《行政处罚法》第五十七条第二款）。',
        'Where the matter is complex or grave, the heads of the organ decided together (Administrative Penalties Law, article 57, paragraph 2).',
      ),
    },
  ],
  cancel: [],
} as const satisfies Record<LicenceAct, readonly Confirmation[]>;

/** The grounds on which the act may rest in this state. */
export function groundsFor(act: LicenceAct, state: LicenceState): readonly Ground[] {
  const grounds: readonly Ground[] = groundsOfAct[act];
  return grounds.filter((one) => one.states === undefined || one.states.includes(state));
}

/** What 行政许可法 says where a renewal is granted, or counts as granted. */
export const renewalBasis = licensing('50', '2');
export const changeBasis = licensing('49');
