// The part of bpmn-moddle that parse-model.ts uses; the package ships types for BPMN's elements, none for its reader.

declare module 'bpmn-moddle' {
  export interface ModdleProperty {
    readonly name: string;
    readonly isMany?: boolean;
    readonly isReference?: boolean;
    readonly isVirtual?: boolean;
  }

  export interface ModdleElement {
    readonly $type: string;
    readonly $attrs: Readonly<Record<string, unknown>>;
    readonly $descriptor: {
      readonly properties: readonly ModdleProperty[];
      readonly ns?: { readonly uri?: string };
    };
    readonly $children?: readonly ModdleElement[];
    readonly $body?: string;
    readonly id?: string;
    readonly $parent?: ModdleElement;
    get(name: string): unknown;
  }

  export interface ModdleWarning {
    readonly message: string;
    readonly element?: ModdleElement;
    readonly property?: string;
    readonly value?: string;
  }

  export class BpmnModdle {
    /** Rejects on malformed XML; what it could not place is only a warning. */
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: ModdleWarning[] }>;
  }
}
