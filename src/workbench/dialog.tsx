// Owns what lies over the page until it is answered; refuses styles that the content-security policy blocks.
import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  /** Escape and the like; without it the dialog stays until what it asks is done. */
  readonly onClose?: () => void;
  /** For what is a list rather than a question. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/**
 * The browser's own dialog: it keeps the focus inside, hides the page from voices and gives the focus back.
 * antd's Modal locks the page's scrolling by a style without a nonce, which the policy refuses.
 */
export function Dialog({ open, title, onClose, wide = false, children }: DialogProps) {
  const titleId = useId();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!open) return;
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      ref={element}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // Whether it closes is for the owner's state to say, else the two would disagree.
        event.preventDefault();
        onClose?.();
      }}
      onKeyDown={(event) => {
        // Chromium lets a second Escape pass `cancel`.
        if (event.key === 'Escape') event.preventDefault();
        if (event.key === 'Escape') onClose?.();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
