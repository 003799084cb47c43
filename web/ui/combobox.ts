/** What a list below a text field shows, and which of its options the keyboard stands on; null: none, the field itself. */
export interface Combobox<Option> {
  options: readonly Option[];
  isOpen: boolean;
  active: number | null;
}

/** Returns the list without options. */
export function empty<Option>(): Combobox<Option> {
  return { options: [], isOpen: false, active: null };
}

/** Returns the list with new options. It is open when there are some. */
export function filled<Option>(options: readonly Option[]): Combobox<Option> {
  return { options, isOpen: options.length > 0, active: null };
}

/** Returns the list after it was closed. Its options stay: an arrow key opens it again. */
export function closed<Option>(box: Combobox<Option>): Combobox<Option> {
  return box.isOpen || box.active !== null ? { ...box, isOpen: false, active: null } : box;
}

/**
 * Returns the list after a key, as the pattern "editable combobox with list autocomplete" has it (ARIA Authoring Practices Guide):
 * up and down walk through the options, and past the last one to the field; keys that move the cursor lead back to the field.
 * Returns null for a key that the field itself is to take.
 */
export function pressed<Option>(box: Combobox<Option>, key: string, isAlt: boolean): Combobox<Option> | null {
  const { options, isOpen, active } = box;
  const last = options.length - 1;
  switch (key) {
    case "ArrowDown":
      if (last < 0) return null;
      if (isAlt) return { ...box, isOpen: true };
      return { ...box, isOpen: true, active: active === null ? 0 : active < last ? active + 1 : null };
    case "ArrowUp":
      if (last < 0) return null;
      if (isAlt) return closed(box);
      return { ...box, isOpen: true, active: active === null ? last : active > 0 ? active - 1 : null };
    case "Escape":
      return isOpen ? closed(box) : null;
    default:
      return null;
  }
}
