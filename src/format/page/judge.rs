//! Tells the kind of a line that its looks leave open, by the lines around it and the page's habits.

mod places;

use super::{
    ahead::{Ahead, Below},
    block::may_be_title,
    draft::{Draft, Field},
    dress::List,
    labelled::{Beginning, Labelled, Mark},
    layout::Layout,
    line::{PageLine, Shape},
    navigation::{is_navigation, is_page_number},
    title::{is_prose, is_titled_alone},
};
use crate::format::{
    label::Label,
    value::{
        date::year,
        format::{is_kind, last_format},
        language::language,
        list::Part,
        prose::{begins_lower, ends_sentence},
        words::holds,
    },
};
use crate::name::fold;

/// A value under a label that the dictionary does not have is at most so many words where nothing else shows it to be one.
const VALUE_WORDS: usize = 8;
/// As many as that within prose.
const VALUE_WORDS_IN_PROSE: usize = 4;
/// A title that begins with a label has at least so many words after it.
const TITLE_WORDS: usize = 3;
/// So many lines below a label that is alone on its line are looked at.
const PAIRS: usize = 32;
/// So many lines at most stand between a numbered title and its first label.
const BELOW_TITLE: usize = 3;

/// Words that stand before a colon within a sentence or a paragraph, and are no labels unless the page repeats them.
#[rustfmt::skip]
const IN_PROSE: &[&str] = &[
    "note", "notes", "please note", "tip", "tips", "hint", "warning", "caution", "important", "example", "examples", "for example",
    "remember", "update", "ps", "nb", "q", "a", "question", "answer", "more", "see also", "also", "that is", "hinweis", "achtung",
    "wichtig", "beispiel", "zum beispiel", "tipp", "frage", "antwort", "nota", "atención", "importante", "ejemplo", "por ejemplo",
    "consejo", "pregunta", "respuesta", "remarque", "attention", "exemple", "par exemple", "conseil", "à noter", "réponse", "atenção",
    "exemplo", "por exemplo", "dica", "pergunta", "resposta", "attenzione", "esempio", "per esempio", "suggerimento", "domanda",
    "risposta", "let op", "opmerking", "belangrijk", "voorbeeld", "bijvoorbeeld", "vraag", "antwoord", "disclaimer", "correction",
    "spoiler", "step", "part", "chapter", "module", "unit", "lesson", "day", "week",
];

/// The kind of a line.
#[derive(Debug)]
pub(super) enum Kind {
    /// A part of the page's frame.
    Frame,
    /// A label, with its value or without.
    Label(Labelled),
    /// Several labels, each with its value.
    Labels(Vec<Labelled>),
    /// Authors and a date below a title, and what else the line says.
    Byline(Vec<Labelled>, Vec<String>),
    /// A title, certainly.
    Title,
    /// A heading, certainly.
    Heading,
    /// A web address.
    Address,
    /// Text whose place the next label shows; without its bullet, when it has one.
    Text(Option<String>),
}

impl Layout {
    /// Tells what a line is, by those above it, which were read, and those below it.
    pub(super) fn kind(&self, line: &PageLine, ahead: &Ahead) -> Kind {
        match &line.shape {
            Shape::Blank | Shape::Navigation if self.is_listed(line) => Kind::Text(None),
            Shape::Blank | Shape::Navigation => Kind::Frame,
            Shape::Label(labelled) if labelled.is_lone() => self.lone(labelled, line, ahead),
            Shape::Label(labelled) if self.is_of_page(labelled, line, ahead) => Kind::Text(None),
            Shape::Label(labelled) if self.is_title_like_label(labelled, line, ahead) => self.text(line, None, ahead),
            Shape::Label(labelled) => Kind::Label(labelled.clone()),
            Shape::Byline { fields, rest } if self.is_below_title(fields) && !self.leads(ahead) => {
                Kind::Byline(fields.clone(), rest.clone())
            }
            Shape::Byline { .. } => Kind::Text(None),
            Shape::Labels(labels) => Kind::Labels(labels.clone()),
            Shape::Address => Kind::Address,
            Shape::Text { item, label } => {
                let is_label = |label: &Labelled| if label.known { self.is_unmarked(line, ahead) } else { self.is_label(label, ahead) };
                let label = label.as_ref().filter(|label| !self.awaits_value() && is_label(label));
                match label {
                    Some(label) if self.is_shown_label(label) || !self.is_certain_title(line, ahead) => Kind::Label(label.clone()),
                    _ => self.text(line, item.clone(), ahead),
                }
            }
        }
    }

    /// Returns true when the page shows these words to be a label, and never to begin a title.
    fn is_shown_label(&self, label: &Labelled) -> bool {
        self.habits.shows(label) && !self.habits.begins_titles(label.label)
    }

    /// A text: a title or a heading where the page's habits show it, a part of the frame, or text to be placed later.
    fn text(&self, line: &PageLine, item: Option<String>, ahead: &Ahead) -> Kind {
        if self.awaits_value() {
            return Kind::Text(item);
        }
        let next = ahead.iter().find(|line| line.shape != Shape::Blank);
        let frames = |line: &PageLine| matches!(line.shape, Shape::Navigation) || line.is_count();
        if (line.is_count() && next.is_some_and(PageLine::is_count))
            || (is_page_number(&line.text) && (self.framed || next.is_some_and(frames)))
        {
            return Kind::Frame;
        }
        if self.habits.is_repeated(&line.text) {
            return Kind::Frame;
        }
        let rank = line.dress.rank;
        match self.habits.titles.rank() {
            Some(titles) if rank == titles && !is_prose(&line.text) => return Kind::Title,
            Some(titles) if rank > 0 && rank < titles => return Kind::Heading,
            _ => {}
        }
        if self.is_certain_title(line, ahead) { Kind::Title } else { Kind::Text(item) }
    }

    /// Returns true when the label that was read last still has no value.
    fn awaits_value(&self) -> bool {
        self.waiting.is_empty() && self.draft.as_ref().is_some_and(Draft::awaits_value)
    }

    fn current(&self) -> Option<&Field> {
        self.draft.as_ref().and_then(Draft::current)
    }

    /// Returns true when a phrase of navigation is an item of a list whose items stand one on a line.
    fn is_listed(&self, line: &PageLine) -> bool {
        let within = self.waiting.is_empty() && !self.gap && !line.text.contains(' ');
        within && self.current().is_some_and(|field| field.is_by_lines() && !field.parts.is_empty())
    }

    /// Returns true when a label begins a new record: the open one has it, or has those that usually follow it.
    fn begins(&self, label: Option<Label>) -> bool {
        label.is_some_and(|label| self.draft.as_ref().is_none_or(|draft| draft.prints(label) || self.usually_precedes(label, draft)))
    }

    /// Returns true when a numbered line, or one with a bullet, is a title on a page whose titles have such marks.
    fn is_certain_title(&self, line: &PageLine, ahead: &Ahead) -> bool {
        let titles = &self.habits.titles;
        if is_prose(&line.text) && !is_titled_alone(&line.text) && line.text.ends_with('.') {
            return false;
        }
        match line.dress.list {
            List::Number(number) if titles.are_numbered() => {
                let below = Below::new(ahead, &self.habits);
                let follows = self.number == 0 || number == self.number + 1 || (self.gap && number == 1);
                follows
                    && !below.numbered
                    && below.titles <= BELOW_TITLE
                    && below.label.is_some_and(|label| !label.is_note())
                    && self.begins(below.label)
            }
            List::Bullet if titles.are_bulleted() => {
                let below = Below::new(ahead, &self.habits);
                self.begins(below.label) && below.titles == 0 && below.next.is_some_and(|next| next.labelled().is_some() || !next.is_text())
            }
            _ => false,
        }
    }

    /// Returns true when a line of authors or a date stands below a title, or where a date may stand alone.
    fn is_below_title(&self, fields: &[Labelled]) -> bool {
        if self.awaits_value() {
            return false;
        }
        match self.waiting.last() {
            None => self.draft.as_ref().is_some_and(|draft| {
                let dates = fields.iter().all(|field| field.label == Label::Year) && !draft.prints(Label::Year);
                let within = draft.current().is_some_and(|field| field.label == Label::Description || field.is_by_lines());
                draft.is_bare() || (dates && !within && !draft.awaits_value())
            }),
            Some(above) => !is_prose(&above.text) && may_be_title(&above.text),
        }
    }

    /// A label of the dictionary that is alone on its line, without a mark.
    fn lone(&self, labelled: &Labelled, line: &PageLine, ahead: &Ahead) -> Kind {
        let below = Below::new(ahead, &self.habits);
        if below.next.is_some_and(PageLine::is_count) && !self.habits.is_stacked() {
            return Kind::Frame;
        }
        if self.is_value_of_lone(ahead) {
            return self.text(line, None, ahead);
        }
        if self.habits.titles.have_kickers() && is_kind(&line.text) && !self.awaits_value() {
            return Kind::Text(None);
        }
        if self.is_item_by_lines() {
            return self.text(line, None, ahead);
        }
        let stacked = self.habits.is_stacked() || self.begins_pairs(ahead);
        let close = !below.gap || self.habits.lies_apart();
        let next_is_lone = below.next.is_some_and(|next| next.labelled().is_some_and(Labelled::is_lone));
        let followed = close && (below.is_text() || (stacked && next_is_lone && !below.gap));
        let label = labelled.label;
        let below_text = !self.waiting.is_empty();
        let placed = match &self.draft {
            // A title that stands below its label begins a record wherever it stands.
            None if label == Label::Title => self.gap || stacked || line.number == 1 || below_text,
            None if stacked && self.habits.titles.are_labelled() => true,
            Some(draft) if draft.awaits_value() && !below_text && !stacked => false,
            _ if stacked || line.text.contains(' ') => below_text || self.draft.is_some(),
            Some(draft) => below_text || !draft.prints(label),
            None => below_text && matches!(label, Label::Made(_) | Label::Paid(_)),
        };
        if followed && placed {
            Kind::Label(labelled.clone())
        } else if is_navigation(&line.text) && !self.is_listed(line) {
            Kind::Frame
        } else {
            self.text(line, None, ahead)
        }
    }

    /// Returns true when a word that may be a label is one more item of the list above it: labels have marks on this page, and this has none.
    fn is_item_by_lines(&self) -> bool {
        let close = !self.gap && self.waiting.iter().all(|line| !line.gap);
        let begun = self.current().is_some_and(|field| field.is_by_lines() && (!field.parts.is_empty() || !self.waiting.is_empty()));
        close && begun && !self.habits.is_stacked() && !self.habits.has_no_marks()
    }

    /// Returns true when a word that may be a label is the value of the one directly above, which is alone on its line: the label would
    /// have none otherwise, and neither would this one, or the lines below are pairs of a label and a value when this one is left out.
    fn is_value_of_lone(&self, ahead: &Ahead) -> bool {
        let is_lone = |field: &Field| field.label != Label::Title && field.style.is_some_and(|style| style.mark == Mark::Nothing);
        if self.gap || self.habits.lies_apart() || !self.awaits_value() || !self.current().is_some_and(is_lone) {
            return false;
        }
        let labels = ahead.iter().take_while(|line| line.labelled().is_some_and(Labelled::is_lone)).count();
        let text = ahead.get(labels).is_some_and(PageLine::is_text);
        if labels == 0 { !text } else { text && labels % 2 == 1 }
    }

    /// Returns true when a label that is alone on its line begins pairs of a label and a value, each on a line of its own, down to the
    /// next blank line, on a page whose labels have no marks.
    fn begins_pairs(&self, ahead: &Ahead) -> bool {
        let block: Vec<&PageLine> = ahead.iter().take(PAIRS).take_while(|line| line.shape != Shape::Blank).collect();
        let mut below = block.iter().skip(1).step_by(2);
        let is_lone = |line: &&PageLine| line.labelled().is_some_and(Labelled::is_lone);
        let wanted = !self.waiting.is_empty() || self.draft.is_some();
        wanted && block.len() % 2 == 1 && block.len() > 1 && self.habits.has_no_marks() && below.all(is_lone)
    }

    /// Returns true when a line that begins with a label of the dictionary is the title of the record below it: "Funding: A Guide (2019)".
    fn is_title_like_label(&self, labelled: &Labelled, line: &PageLine, ahead: &Ahead) -> bool {
        let Labelled { label, style, value, .. } = labelled;
        let plain = style.dress == Beginning::Plain && style.mark == Mark::Colon && !style.below;
        if !plain || *label == Label::Title || self.habits.titles.are_labelled() || !(self.waiting.is_empty() || self.gap) {
            return false;
        }
        let below = Below::new(ahead, &self.habits);
        if below.titles > 0 || !self.begins(below.label) || !(self.gap || self.draft.is_none() || !below.gap) {
            return false;
        }
        let once = self.habits.count_of(*label) <= 1 && (self.gap || line.number == 1);
        let unread = match label {
            Label::Year => year(value).is_err(),
            Label::Language => language(value).is_none(),
            _ => false,
        };
        if !self.waiting.is_empty() {
            return once && unread;
        }
        let names = matches!(label, Label::Made(_) | Label::Description | Label::Identifier(_) | Label::Year | Label::Language);
        let worded = !names && value.split(' ').count() >= TITLE_WORDS && !value.contains(';');
        is_titled_alone(&line.text) || (once && (unread || worded))
    }

    /// Returns true when the words that a line begins with are a label, although the dictionary does not have it.
    fn is_label(&self, labelled: &Labelled, ahead: &Ahead) -> bool {
        let style = labelled.style;
        if self.draft.is_none() && self.waiting.is_empty() {
            return false;
        }
        let shown = self.habits.shows(labelled);
        let alike =
            self.habits.is_style(style) && !matches!(style.mark, Mark::Odd(_)) && (style.mark != Mark::Nothing || self.habits.is_stacked());
        if !shown && !alike {
            return false;
        }
        let below = Below::new(ahead, &self.habits);
        // Where a title is wanted and no other line can be it, this is it.
        let wanted = self.waiting.is_empty() && below.titles == 0 && self.begins(below.label);
        if shown && self.habits.has_style() {
            let followed = !style.below || (below.is_text() && (!below.gap || self.habits.lies_apart()));
            return followed && !(wanted && self.habits.begins_titles(labelled.label));
        }
        if shown {
            // Questions and answers are repeated too, and are no records.
            return !style.below && !holds(IN_PROSE, &fold(&labelled.name));
        }
        if style.mark == Mark::Nothing {
            return self.is_lone_label(&below);
        }
        if style.dress == Beginning::Bold || style.mark == Mark::Cell {
            return true;
        }
        if !is_short(labelled, VALUE_WORDS) || last_format(&labelled.name).is_some() || holds(IN_PROSE, &fold(&labelled.name)) {
            return false;
        }
        self.stands_among_labels(labelled, &below, wanted)
    }

    /// Returns true when a line stands where labels stand that are alone on their lines: apart from what is above, and not from what is below.
    fn is_lone_label(&self, below: &Below<'_>) -> bool {
        let texts = if self.begins(below.label) { 2 } else { 1 };
        self.gap && !below.gap && below.is_text() && self.draft.is_some() && below.titles >= texts
    }

    /// Returns true when a line that stands once on the page stands among labels, and not where a title or prose does.
    fn stands_among_labels(&self, labelled: &Labelled, below: &Below<'_>, wanted: bool) -> bool {
        let titles = &self.habits.titles;
        let in_prose = self.current().is_some_and(|field| field.label == Label::Description);
        if in_prose && !self.may_end_prose(labelled) {
            return false;
        }
        let Some(above) = self.waiting.last() else {
            if self.gap {
                return self.habits.is_spaced() && !wanted;
            }
            let cut = self.current().and_then(|field| field.parts.last()).is_some_and(|above| above.text.ends_with([';', ',', '-']));
            // Text below that goes on with the line shows it to be no label.
            let goes_on = !below.gap && below.next.is_some_and(|next| next.is_text() && begins_lower(&next.text));
            return !cut && !goes_on && (!wanted || (below.gap && titles.stand_apart()));
        };
        if self.begins(below.label) && below.titles == 0 {
            // The line above or this one is the title.
            let first = above.gap && !self.gap && titles.stand_apart();
            let parted = self.gap && !below.gap && titles.stand_above_gaps();
            // Directly below a title's prose, this can only be a label.
            let titled = |line: &Part| !is_prose(&line.text) && may_be_title(&line.text);
            let described = !self.gap && is_prose(&above.text) && self.waiting.iter().any(|line| line.item.is_none() && titled(line));
            return described || (titled(above) && (first || parted));
        }
        // Lines of one block belong together: with a label below that goes on with the record, or with the line above them.
        let apart = self.waiting.iter().any(|line| line.gap);
        let goes_on = !apart || below.label.is_some_and(|label| !label.is_note() && !self.begins(Some(label)));
        goes_on && (!self.gap || self.habits.is_spaced())
    }

    /// Returns true when a line can be a label below prose: the sentence above is at its end, and the value is no sentence.
    fn may_end_prose(&self, labelled: &Labelled) -> bool {
        let above = self.waiting.last().or_else(|| self.current()?.parts.last());
        let begun = self.gap || above.is_none_or(|above| ends_sentence(&above.text));
        begun && is_short(labelled, VALUE_WORDS_IN_PROSE) && !begins_lower(&labelled.value)
    }
}

/// Returns true when a value is short and no sentence.
fn is_short(labelled: &Labelled, words: usize) -> bool {
    let value = labelled.value.as_str();
    let shortened = value.rsplit(' ').next().is_some_and(|word| word.chars().count() <= 3);
    value.split(' ').count() <= words
        && (!value.ends_with('.') || shortened)
        && !value.ends_with(['!', '?', ':', ',', ';'])
        && !is_sentence(value)
}

fn is_sentence(value: &str) -> bool {
    value.contains(". ") && is_prose(value)
}
