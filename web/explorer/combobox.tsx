import { render } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { SuggestQuery } from "../ui/answers.ts";
import { read } from "../ui/ask.ts";
import { type Combobox, closed, empty, filled, pressed } from "../ui/combobox.ts";
import { counted, type Option, optionsOf, type Settings, settingsOf } from "./suggestions.ts";

/** How long somebody must have stopped typing before the server is asked, in milliseconds. */
const PAUSE = 150;
/** The server has `suggest.graphql` under this name, also where it answers trusted documents only. */
const DOCUMENT = "colophon/suggest";

/** Makes a combobox of a text field: an editable one with a list, after the ARIA Authoring Practices Guide. */
export function enhance(field: HTMLInputElement) {
  const settings = settingsOf(field, new URL(location.href));
  if (!settings) return;
  const hadFocus = document.activeElement === field;
  const place = document.createElement("span");
  place.className = "suggest";
  const list = document.createElement("span");
  field.replaceWith(place);
  place.append(field, list);
  // A field of the type `search` may not be a combobox (ARIA in HTML).
  field.type = "text";
  field.enterKeyHint = "search";
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  if (hadFocus) field.focus();
  render(<Suggestions field={field} settings={settings} />, list);
}

function Suggestions({ field, settings }: { field: HTMLInputElement; settings: Settings }) {
  const [box, setBox] = useState<Combobox<Option>>(empty);
  const [told, setTold] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const id = `${field.id || field.name}-suggestions`;
  const language = document.documentElement.lang;

  // All effects run in the same step as the list is shown: the next key must find what it shows.
  useLayoutEffect(() => {
    const show = (options: readonly Option[]) => {
      setBox(filled(options));
      setTold(counted(settings.words.results ?? "", options.length, language));
    };
    const hide = () => {
      setBox(empty);
      setTold("");
    };
    return whenTyped(field, settings, show, hide);
  }, [field, settings, language]);

  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // The keys of an input method are its own.
      if (event.isComposing) return;
      if (event.key === "Enter" && box.isOpen && box.active !== null) {
        event.preventDefault();
        list.current?.querySelectorAll("a")[box.active]?.click();
        return;
      }
      const next = pressed(box, event.key, event.altKey);
      if (next) {
        event.preventDefault();
        setBox(next);
      } else if (box.active !== null && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
        setBox({ ...box, active: null });
      }
    };
    const close = () => setBox(closed);
    const leave = () => setBox((box) => ({ ...box, active: null }));
    field.addEventListener("keydown", onKey);
    field.addEventListener("input", leave);
    field.addEventListener("blur", close);
    return () => {
      field.removeEventListener("keydown", onKey);
      field.removeEventListener("input", leave);
      field.removeEventListener("blur", close);
    };
  }, [field, box]);

  useLayoutEffect(() => {
    field.setAttribute("aria-expanded", String(box.isOpen));
    setOrRemove(field, "aria-controls", box.isOpen ? id : null);
    setOrRemove(field, "aria-activedescendant", box.active === null ? null : `${id}-${box.active}`);
    if (box.active !== null) list.current?.querySelectorAll("a")[box.active]?.scrollIntoView({ block: "nearest" });
  }, [field, id, box]);

  return (
    <>
      <span class="hidden" role="status">
        {box.isOpen || box.options.length === 0 ? told : ""}
      </span>
      {box.isOpen && (
        // The field keeps the focus when somebody presses a button of the mouse on the list.
        <div
          class="suggestions"
          id={id}
          role="listbox"
          aria-label={labelOf(field)}
          ref={list}
          onMouseDown={(event) => event.preventDefault()}
        >
          {box.options.map((option, at) => (
            <a key={option.href} id={`${id}-${at}`} role="option" aria-selected={at === box.active} tabIndex={-1} href={option.href}>
              <bdi>{option.text}</bdi>
              {option.found && <bdi class="faint">{option.found}</bdi>}
              <span class="faint">
                {option.hint}
                {option.count !== null && ` ${new Intl.NumberFormat(language).format(option.count)}`}
              </span>
            </a>
          ))}
        </div>
      )}
    </>
  );
}

/** Asks for suggestions whenever somebody stops typing. A request ends the one before it; one that fails shows nothing. */
function whenTyped(field: HTMLInputElement, settings: Settings, show: (options: readonly Option[]) => void, hide: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  const stop = () => {
    clearTimeout(timer);
    running?.abort();
  };
  const askNow = async (text: string) => {
    const request = new AbortController();
    running = request;
    const variables = settings.kinds.length > 0 ? { text, kinds: settings.kinds } : { text };
    const answer = await read<SuggestQuery>(`${settings.root}/graphql`, { documentId: DOCUMENT, variables }, request).catch(() => null);
    if (request.signal.aborted) return;
    const suggestions = answer?.data?.suggest;
    if (suggestions) show(optionsOf(suggestions, settings));
    else hide();
  };
  const onInput = () => {
    stop();
    const text = field.value.trim();
    if (text) timer = setTimeout(askNow, PAUSE, text);
    else hide();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") stop();
  };
  field.addEventListener("input", onInput);
  field.addEventListener("keydown", onKey);
  field.addEventListener("blur", stop);
  return () => {
    stop();
    field.removeEventListener("input", onInput);
    field.removeEventListener("keydown", onKey);
    field.removeEventListener("blur", stop);
  };
}

/** Returns the name of the list, which is the name of its field. */
function labelOf(field: HTMLInputElement): string {
  return field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent?.trim() ?? field.placeholder;
}

function setOrRemove(element: Element, name: string, value: string | null) {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
