// Owns fields for files and the list of what is attached; refuses to hide whether a file was checked for viruses.
import { inLocale, type Locale, listed } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { renderButton } from './button.ts';
import { describedBy, type FieldView, fieldId, renderError, renderHint } from './field.ts';
import { fileStateWords, pieceWords } from './messages.ts';

export interface AttachedFile {
  /** Unique within the page. */
  readonly key: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Undefined where the page does not know. */
  readonly state?: keyof typeof fileStateWords | undefined;
  /** Where the form to remove it is sent; undefined where it can't be removed any more. */
  readonly removePath: string | undefined;
}

export interface FileFieldView extends FieldView {
  /** Media types, as image/png. */
  readonly accept: readonly string[];
  readonly attached: readonly AttachedFile[];
}

/**
 * A file field inside a multipart form. The buttons that remove a file belong to forms of their own, which
 * `renderRemovalForms` puts behind the multipart form, because forms can't stand inside each other.
 */
export function renderFileField(locale: Locale, field: FileFieldView): Markup {
  const id = fieldId(field.name);
  return html`<div class="${field.error === undefined ? 'field' : 'field wrong'}"><label for="${id}">${field.label}</label>${renderHint(
    field,
  )}${renderError(locale, field)}${renderAttached(locale, field.attached)}<input type="file" id="${id}" name="${field.name}" accept="${field.accept.join(
    ',',
  )}"${describedBy(field)}></div>`;
}

function renderAttached(locale: Locale, attached: readonly AttachedFile[]): Markup {
  if (attached.length === 0) return html`<p class="quiet">${inLocale(pieceWords.attachedNone, locale)}</p>`;
  return html`<ul class="files" aria-label="${inLocale(pieceWords.attached, locale)}">${attached.map(
    (file) =>
      html`<li><span><span class="file-name">${file.fileName}</span> <span class="quiet">${formatSize(file.sizeBytes)}${file.state !== undefined && ` · ${inLocale(fileStateWords[file.state], locale)}`}</span></span>${
        file.removePath !== undefined &&
        renderButton({
          label: inLocale(pieceWords.removeFile, locale),
          kind: 'plain',
          form: removalFormId(file),
          spokenLabel: inLocale(pieceWords.removeFileNamed, locale, { name: file.fileName }),
        })
      }</li>`,
  )}</ul><p class="quiet">${inLocale(pieceWords.replaces, locale)}</p>`;
}

export function renderRemovalForms(attached: readonly AttachedFile[], formToken: Markup): Markup {
  const removable = attached.filter((file) => file.removePath !== undefined);
  if (removable.length === 0) return nothing;
  return html`${removable.map(
    (file) =>
      html`<form id="${removalFormId(file)}" method="post" action="${file.removePath ?? ''}">${formToken}</form>`,
  )}`;
}

function removalFormId(file: AttachedFile): string {
  return `removal-${file.key}`;
}

const unitBytes = 1024;

/** 820 KB, 1.4 MB: as file managers show it. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes < unitBytes) return `${sizeBytes} B`;
  const kilobytes = sizeBytes / unitBytes;
  if (kilobytes < unitBytes) return `${Math.round(kilobytes)} KB`;
  const megabytes = kilobytes / unitBytes;
  return `${megabytes < 10 ? Math.round(megabytes * 10) / 10 : Math.round(megabytes)} MB`;
}

const typeNames: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPG',
  'image/png': 'PNG',
};

/** 'PDF、JPG、PNG，每个文件不超过10 MB。' */
export function describeAccepted(locale: Locale, accept: readonly string[], sizeBytesMost: number): string {
  const types = listed(
    accept.map((type) => typeNames[type] ?? type),
    locale,
  );
  return inLocale(pieceWords.fileHint, locale, { types, size: formatSize(sizeBytesMost) });
}
