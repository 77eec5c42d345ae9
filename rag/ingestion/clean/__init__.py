"""Cleaning: removes from a source text what nobody said, and remembers where each character stood.

Each rule is a small function that names changes; the order below is the order in which they run.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rag.ingestion.clean import (
    boilerplate,
    broken_runs,
    characters,
    contents_lines,
    figure_lines,
    joins,
    markup,
    note_marks,
    pages,
    private,
    repeats,
    spacing,
)
from rag.ingestion.clean.working_text import Rule, WorkingText
from rag.ingestion.source_text import SourceText
from rag.types.text import Alignment, Edit, Span

RULES: tuple[Rule, ...] = (
    characters.line_ends,
    characters.control_characters,
    characters.misread_characters,
    characters.tag_characters,
    characters.zero_width,
    characters.direction_marks,
    characters.soft_hyphens,
    characters.doubled_radicals,
    characters.radicals,
    private.private_characters,
    spacing.paragraph_gaps,
    characters.white_space,
    spacing.gaps,
    markup.unseen_words,
    markup.front_matter,
    markup.page_boilerplate,
    markup.markdown_signs,
    note_marks.marks_in_figures,
    boilerplate.notices,
    boilerplate.navigation,
    boilerplate.labelled_values,
    boilerplate.index_cards,
    boilerplate.captions,
    boilerplate.page_end,
    boilerplate.boilerplate_lines,
    boilerplate.turned_pages,
    contents_lines.contents_lines,
    pages.running_headers,
    pages.page_counts,
    pages.page_numbers,
    pages.page_number_lines,
    pages.interrupting_marks,
    spacing.spaced_digits,
    spacing.spaced_characters,
    characters.full_width_forms,
    joins.hyphens,
    joins.wrapped_lines,
    joins.broken_numbers,
    joins.broken_lines,
    broken_runs.broken_runs,
    figure_lines.figure_lines,
    joins.lower_case_lines,
    joins.split_words,
    joins.soft_breaks,
    boilerplate.abstract_labels,
    boilerplate.titles_in_a_row,
    repeats.repeated_opening,
    repeats.repeated_titles,
    repeats.repeated_paragraphs,
    spacing.blanks_at_punctuation,
    spacing.blanks_at_figures,
    spacing.rows_of_blanks,
    spacing.margins,
    spacing.empty_lines,
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text, its alignment with the source text and all that was done between them."""

    text: str
    alignment: Alignment
    edits: tuple[Edit, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """By rule: how often it acted, how many characters it removed and how many it replaced."""
        times: Counter[str] = Counter(edit.rule for edit in self.edits)
        found = {
            rule: {"times": count, "removed": 0, "replaced": 0} for rule, count in times.items()
        }
        for edit in self.edits:
            found[edit.rule]["replaced" if edit.replacement else "removed"] += len(edit.span)
        return found


def clean(source: SourceText, rules: tuple[Rule, ...] = RULES) -> Cleaned:
    """What is left of the source text when every rule has run."""
    working = WorkingText.of(source)
    for rule in rules:
        working = working.apply(rule.__name__, rule(working))
    return Cleaned(working.text, working.alignment(), working.edits())


def cleaned_part(source: str, span: Span, edits: tuple[Edit, ...]) -> str:
    """What the edits make of the source characters at `span`: the proof of a quotation."""
    parts: list[str] = []
    at = span.start
    for edit in edits:
        if not edit.span.overlaps(span):
            continue
        start, end = max(edit.span.start, span.start), min(edit.span.end, span.end)
        parts.append(source[at:start])
        if edit.replacement:
            offset = edit.span.start
            parts.append(edit.replacement[start - offset : end - offset])
        at = end
    parts.append(source[at : span.end])
    return "".join(parts)
