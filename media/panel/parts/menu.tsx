import './menu.css';
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

export interface MenuItem {
  readonly label: string;
  /** Why it cannot be done now; null when it can. */
  readonly off?: string | null;
  /** A line above it. */
  readonly separated?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  /** What a screen reader says of the button. */
  readonly name: string;
  readonly items: readonly MenuItem[];
  /** What the button shows. */
  readonly children: ComponentChildren;
  readonly class?: string;
  /** Opens upward: for bars at the bottom. */
  readonly upward?: boolean;
}

/** A button that opens a menu, by the pattern “menu button” of WAI-ARIA. */
export function Menu({ name, items, children, class: look = 'button', upward }: MenuProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    moveFocus(list.current, 0);
    const away = ({ target }: Event) => {
      if (!(target instanceof Node) || root.current?.contains(target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' }[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    else if (step !== undefined) moveFocus(list.current, step);
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu" ref={root} data-upward={upward}>
      <button
        type="button"
        class={look}
        aria-label={name}
        title={name}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <div
          class="menu-list"
          role="menu"
          id={id}
          aria-label={name}
          ref={list}
          onKeyDown={onKeyDown}
        >
          {items.map((item) => (
            <MenuRow key={item.label} item={item} close={close} />
          ))}
        </div>
      )}
    </div>
  );
}

function MenuRow({ item, close }: { readonly item: MenuItem; readonly close: () => void }) {
  const isOff = typeof item.off === 'string';
  return (
    <>
      {item.separated === true && <div role="separator" class="menu-line" />}
      <button
        type="button"
        role="menuitem"
        class="menu-item"
        tabIndex={-1}
        aria-disabled={isOff}
        title={item.off ?? undefined}
        onClick={() => {
          if (isOff) return;
          close();
          item.run();
        }}
      >
        {item.label}
      </button>
    </>
  );
}

function moveFocus(list: HTMLElement | null, step: number | string): void {
  const items = [...(list?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const at = items.findIndex((item) => item === document.activeElement);
  const next =
    step === 'first' || step === 0
      ? 0
      : step === 'last'
        ? items.length - 1
        : (at + Number(step) + items.length) % items.length;
  items[next]?.focus();
}
