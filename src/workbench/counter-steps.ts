// Owns how the keyboard goes through a counter's page: Enter goes on, digits choose. Refuses to disturb an input method.
import { type RefObject, useEffect, useRef } from 'react';

/** A field, a group of choices or a button that Enter leads to carries this attribute. */
export const step = { 'data-step': '' } as const;
/** A button that Enter presses on its way, because everything before it is filled in. */
export const pressedStep = { 'data-step': 'press' } as const;

const anyStep = '[data-step]';

/**
 * For a page's container. Enter goes to the next step, Ctrl+Enter saves, a digit chooses the option of that number: of
 * one choice it goes on as well, which the page says above. Text areas and buttons keep their Enter; a file field
 * opens with the space bar.
 */
export function useStepKeys<Container extends HTMLElement>(onSave?: () => void): RefObject<Container | null> {
  const container = useRef<Container>(null);
  const latest = useRef(onSave);
  useEffect(() => {
    latest.current = onSave;
  });
  useEffect(() => {
    const box = container.current;
    const onKey = (event: KeyboardEvent) => {
      if (box !== null) handleKey(event, box, latest.current);
    };
    box?.addEventListener('keydown', onKey);
    return () => box?.removeEventListener('keydown', onKey);
  }, []);
  return container;
}

function handleKey(event: KeyboardEvent, container: HTMLElement, onSave: (() => void) | undefined): void {
  // An input method takes Enter and digits to choose characters.
  if (event.isComposing || event.altKey || event.metaKey) return;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  if (event.key === 'Enter' && event.ctrlKey && onSave !== undefined) {
    event.preventDefault();
    onSave();
    return;
  }
  if (event.ctrlKey || event.shiftKey) return;
  const keepsEnter = target.matches('button, a, summary, textarea');
  if (event.key === 'Enter' && !keepsEnter && target.closest(anyStep) !== null) {
    event.preventDefault();
    goOn(container, target);
  } else if (/^[1-9]$/.test(event.key)) chooseByDigit(event, container, target);
}

function chooseByDigit(event: KeyboardEvent, container: HTMLElement, target: HTMLElement): void {
  if (!(target instanceof HTMLInputElement) || !['radio', 'checkbox'].includes(target.type)) return;
  const group = target.closest('fieldset');
  const option = group?.querySelectorAll<HTMLInputElement>('input')[Number(event.key) - 1];
  if (option === undefined) return;
  event.preventDefault();
  option.focus();
  if (option.type === 'checkbox' || !option.checked) option.click();
  if (option.type === 'radio') requestAnimationFrame(() => goOn(container, option));
}

/** Goes to the step after the one in which this element stands; what is not shown is no step. */
export function goOn(container: HTMLElement, from: HTMLElement): void {
  const steps = [...container.querySelectorAll<HTMLElement>(anyStep)];
  const at = steps.findIndex((one) => one.contains(from));
  const next = steps.slice(at + 1).find((one) => one.offsetParent !== null && !one.matches(':disabled'));
  if (next === undefined) return;
  enterStep(next);
  if (next.dataset['step'] === 'press') next.click();
}

/** Puts the focus into a step: of choices on the one that is chosen, or on the first. */
export function enterStep(element: HTMLElement | null | undefined): void {
  if (element === null || element === undefined) return;
  if (!(element instanceof HTMLFieldSetElement)) element.focus();
  else (element.querySelector<HTMLElement>('input:checked') ?? element.querySelector('input'))?.focus();
}

/** The first step below an element, as a section that has just become the one to fill in. */
export function enterFirstStep(container: HTMLElement | null): void {
  enterStep(container?.querySelector<HTMLElement>(anyStep));
}
