import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readRestaurantForm } from './form-fixtures.ts';
import { readFormContent } from './index.ts';

interface SpoilableForm {
  pages: { fields: string[] }[];
  fields: { shopName: SpoilableField; operatorKind: SpoilableField; floorAreaM2: SpoilableField };
}

interface SpoilableField {
  control: string;
  optional?: boolean;
  errors: Record<string, unknown>;
  options: { value: string }[];
}

/** A deep copy of the published form with one thing spoilt. */
function spoil(change: (form: SpoilableForm) => void): unknown {
  const copy = structuredClone(readRestaurantForm()) as SpoilableForm;
  change(copy);
  return copy;
}

describe('The content of a form', () => {
  test('of opening a restaurant is free of contradictions', () => {
    assert.equal(readFormContent(readRestaurantForm()).key, 'open-restaurant');
  });

  const faults: readonly [string, unknown, RegExp][] = [
    ['is no object', 'text', /Not the content of a form/],
    [
      'lacks its pages',
      { ...(readRestaurantForm() as SpoilableForm), pages: undefined },
      /Not the content of a form/,
    ],
    [
      'asks a page for an unknown field',
      spoil((form) => form.pages[0]?.fields.push('colour')),
      /page asks for unknown field colour/,
    ],
    [
      'asks a field twice',
      spoil((form) => form.pages[1]?.fields.push('shopName')),
      /field shopName is asked twice/,
    ],
    [
      'leaves a field off every page',
      spoil((form) => form.pages[0]?.fields.pop()),
      /field operatorKind is on no page/,
    ],
    [
      'has no sentence for a keyword that can fail',
      spoil((form) => delete form.fields.shopName.errors['minLength']),
      /shopName: no sentence for minLength/,
    ],
    [
      'offers a value that the schema refuses',
      spoil((form) => {
        const field = form.fields.operatorKind;
        field.options = field.options.map((option) => ({ ...option, value: `${option.value}-2` }));
      }),
      /operatorKind: the options are not the values of the schema/,
    ],
    [
      'calls a required field optional',
      spoil((form) => Object.assign(form.fields.shopName, { optional: true })),
      /shopName: required by the schema and optional/,
    ],
    [
      'draws a number as a date',
      spoil((form) => Object.assign(form.fields.floorAreaM2, { control: 'date' })),
      /floorAreaM2: the schema does not fit control date/,
    ],
  ];
  for (const [title, content, expected] of faults) {
    test(`is refused where it ${title}`, () => {
      assert.throws(() => readFormContent(content), expected);
    });
  }
});
