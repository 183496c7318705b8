// Owns the shape of a service with its 实施清单; refuses to know how it is stored. Files may hold more than is named here.
import Type, { type Static } from 'typebox';
import { keys, legalBasisContent, nullable, textContent } from './shared-content.ts';

const unit = Type.Union([Type.Literal('working-day'), Type.Literal('calendar-day'), Type.Literal('month')]);

const limitContent = Type.Object({ count: Type.Integer({ minimum: 0 }), unit, basis: keys });

/**
 * How a case is handled: in the usual way; on the spot (当场办结); on a commitment with verification afterwards (告知承诺);
 * accepted although listed evidence is still missing (容缺受理).
 */
const modeName = Type.Union([
  Type.Literal('ordinary'),
  Type.Literal('on-the-spot'),
  Type.Literal('commitment'),
  Type.Literal('conditional-acceptance'),
]);
export type ModeName = Static<typeof modeName>;

/** What applicants choose themselves; the other modes are the officer's. */
export const applicantModes: readonly ModeName[] = ['ordinary', 'commitment'];

/**
 * What is asked of whom: `applicant` attaches it; the other sources are why the applicant need not bring it. `when` is
 * FEEL over the form's answers and the situations, as '= floorAreaM2 > 300': asked only where it is true, and never
 * where one of its answers is missing. Without `when` it always applies; without `modes`, in every mode.
 */
const evidenceContent = Type.Object({
  key: Type.String(),
  name: textContent,
  hint: Type.Optional(textContent),
  required: Type.Boolean(),
  source: Type.Union([
    Type.Literal('applicant'),
    Type.Literal('shared-data'),
    Type.Literal('earlier-result'),
    Type.Literal('form'),
  ]),
  exemptBecause: Type.Optional(textContent),
  when: Type.Optional(Type.String({ pattern: '^=' })),
  modes: Type.Optional(Type.Array(modeName, { minItems: 1 })),
  /** Where the blank form (空白表格) and a filled-in example (示例样表) are, or what they look like. */
  form: Type.Optional(nullable(textContent)),
  example: Type.Optional(nullable(textContent)),
  /** 受理标准, 填报须知, 来源渠道说明, 材料出具机构. */
  acceptanceStandard: Type.Optional(nullable(textContent)),
  fillingNotes: Type.Optional(nullable(textContent)),
  sourceExplanation: Type.Optional(nullable(textContent)),
  issuer: Type.Optional(nullable(textContent)),
  /** 纸质材料份数; 0 where no paper is asked for. */
  copies: Type.Optional(nullable(Type.Integer({ minimum: 0 }))),
  acceptedMediaTypes: Type.Optional(keys),
  basis: keys,
  verified: Type.Boolean(),
});
export type EvidenceRequirement = Static<typeof evidenceContent>;

const stageContent = Type.Intersect([limitContent, Type.Object({ step: Type.String(), name: textContent })]);

/** A mode as a service offers it; a service without `modes` has 'ordinary' alone. */
const modeContent = Type.Object({
  mode: modeName,
  /** What is proposed to the applicant; at most one. Without it the first mode that an applicant may choose. */
  default: Type.Optional(Type.Literal(true)),
  /** Key of the process of this mode; else that of the service. */
  process: Type.Optional(Type.String()),
  basis: keys,
  verified: Type.Boolean(),
  /** The commitment that the applicant accepts, word for word. Needed for 'commitment' and 'conditional-acceptance'. */
  text: Type.Optional(textContent),
  /** What follows from a commitment that is not kept. */
  consequences: Type.Optional(textContent),
  /** Commitment: within what time after the decision the organ verifies. */
  verification: Type.Optional(limitContent),
  /** Conditional acceptance: keys of `evidence` that may be supplied later, and within what time after acceptance. */
  evidence: Type.Optional(keys),
  supplyWithin: Type.Optional(
    Type.Object({ count: Type.Integer({ minimum: 1 }), unit, basis: Type.Optional(keys) }),
  ),
  /** As `limits.stages`, for this mode only; an empty list says that the mode has none. */
  stages: Type.Optional(Type.Array(stageContent)),
});
export type ServiceMode = Static<typeof modeContent>;

const contactContent = Type.Object({
  telephone: nullable(Type.String()),
  address: Type.Optional(nullable(textContent)),
  url: Type.Optional(nullable(Type.String())),
});

/**
 * The rest of the national 实施清单 (GB/T 39046-2020 and the national exchange tables); the Chinese name of each stands
 * beside it. null says "not known here"; nothing is invented. What a file holds beyond this is kept as it is.
 */
const directoryFields = {
  /** 基本编码 (12 or 13 characters), 实施编码 (31 or more), 业务办理项编码. */
  codes: Type.Optional(
    Type.Object({
      catalogue: nullable(Type.String()),
      implementation: nullable(Type.String()),
      handlingItem: nullable(Type.String()),
    }),
  ),
  /** 服务对象. */
  servedTo: Type.Optional(Type.Array(Type.Union([Type.Literal('resident'), Type.Literal('enterprise')]))),
  /** 办件类型: 即办件, 承诺件, 其他. */
  handleType: Type.Optional(
    nullable(Type.Union([Type.Literal('immediate'), Type.Literal('promised'), Type.Literal('other')])),
  ),
  acceptanceConditions: Type.Optional(
    Type.Object({ text: textContent, basis: keys, verified: Type.Boolean() }),
  ),
  /** 办理形式: by which ways an application may come in; 网上办理深度 I to IV, where IV means no visit at all. */
  channels: Type.Optional(
    Type.Object({
      online: nullable(Type.Boolean()),
      window: nullable(Type.Boolean()),
      post: Type.Optional(nullable(Type.Boolean())),
      terminal: Type.Optional(nullable(Type.Boolean())),
      onlineDepth: Type.Optional(
        nullable(
          Type.Union([Type.Literal('I'), Type.Literal('II'), Type.Literal('III'), Type.Literal('IV')]),
        ),
      ),
      onlineUrl: Type.Optional(nullable(Type.String())),
      /** 预约办理, 物流快递, 网上支付, 进驻政务大厅. */
      appointment: Type.Optional(nullable(Type.Boolean())),
      express: Type.Optional(nullable(Type.Boolean())),
      onlinePayment: Type.Optional(nullable(Type.Boolean())),
      inServiceCentre: Type.Optional(nullable(Type.Boolean())),
      /** 通办范围. */
      area: Type.Optional(nullable(textContent)),
    }),
  ),
  /** 办理地点、办理时间; null where not known. */
  places: Type.Optional(
    nullable(
      Type.Array(
        Type.Object({
          name: textContent,
          address: nullable(textContent),
          hours: nullable(textContent),
          telephone: nullable(Type.String()),
        }),
      ),
    ),
  ),
  /** 咨询方式, 监督投诉方式. */
  consultation: Type.Optional(nullable(contactContent)),
  supervision: Type.Optional(nullable(contactContent)),
  /** 办理流程, in the order of handling. */
  flow: Type.Optional(nullable(Type.Array(Type.Object({ name: textContent })))),
  /** 数量限制, 中介服务, 联办机构, 委托部门. */
  quantityLimit: Type.Optional(nullable(textContent)),
  intermediaryServices: Type.Optional(nullable(Type.Array(textContent))),
  jointOrgans: Type.Optional(nullable(Type.Array(textContent))),
  delegatedBy: Type.Optional(nullable(textContent)),
  /** 面向自然人、面向法人的主题分类. */
  topics: Type.Optional(Type.Object({ resident: nullable(keys), enterprise: nullable(keys) })),
};

/** A service (事项) of one version. */
export const serviceContent = Type.Object({
  key: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  name: textContent,
  summary: textContent,
  kind: Type.String(),
  exerciseLevel: Type.Object({ level: Type.String() }),
  limits: Type.Object({
    /**
     * `own`: set by the service's own law; otherwise the general one of 行政许可法 第四十二条, for licences. A service of
     * another kind whose law sets none has `own: false`, `count: 0` and no basis: its promise binds alone.
     */
    statutory: Type.Object({
      own: Type.Boolean(),
      onTheSpot: Type.Boolean(),
      count: Type.Integer({ minimum: 0 }),
      unit,
      startsOn: Type.Union([Type.Literal('receipt'), Type.Literal('acceptance')]),
      basis: keys,
      extension: Type.Optional(
        Type.Object({ count: Type.Integer({ minimum: 1 }), approver: Type.String(), basis: keys }),
      ),
      /** 法定办结时限说明. */
      explanation: Type.Optional(nullable(textContent)),
      verified: Type.Boolean(),
    }),
    stages: Type.Optional(Type.Array(stageContent)),
    /** `basis` is empty where no document of the city states the promise. */
    promised: nullable(
      Type.Object({
        count: Type.Integer({ minimum: 0 }),
        unit: Type.String(),
        basis: keys,
        /** 承诺办结时限说明. */
        explanation: Type.Optional(nullable(textContent)),
      }),
    ),
    /**
     * The decision of a government under 行政许可法 第二十六条 to handle this licence together with others; only then
     * 45 and 15 days of 第四十二条第二款, and only where it is applied for together with others.
     */
    jointHandling: Type.Optional(
      Type.Object({ governmentDecision: Type.Array(Type.String(), { minItems: 1 }) }),
    ),
  }),
  evidence: Type.Array(evidenceContent),
  modes: Type.Optional(Type.Array(modeContent, { minItems: 1 })),
  /** `items` are 收费项目名称, 收费标准 and 允许减免依据. */
  fees: Type.Object({
    charged: Type.Boolean(),
    basis: keys,
    verified: Type.Boolean(),
    items: Type.Optional(
      Type.Array(
        Type.Object({
          name: textContent,
          standard: textContent,
          basis: keys,
          reduction: Type.Optional(nullable(textContent)),
        }),
      ),
    ),
  }),
  /** 到办事现场次数, 必须现场办理原因说明. */
  visits: Type.Object({
    applicantVisits: Type.Integer({ minimum: 0 }),
    reason: Type.Optional(nullable(textContent)),
  }),
  result: Type.Object({
    kind: Type.String(),
    name: textContent,
    validityYears: nullable(Type.Integer({ minimum: 1 })),
    /** Fields of the form that the licence states, in this order. */
    entries: Type.Optional(keys),
    /** The field whose answer is the holder's name, as a newborn's; without it the applicant is the holder. */
    holderField: Type.Optional(Type.String()),
    verified: Type.Boolean(),
  }),
  process: Type.String(),
  establishedBy: keys,
  dataFields: Type.Array(Type.Object({ field: Type.String(), why: textContent })),
  faq: Type.Array(Type.Object({ question: textContent, answer: textContent })),
  legalBasis: Type.Array(legalBasisContent),
  ...directoryFields,
});
export type ServiceContent = Static<typeof serviceContent>;
