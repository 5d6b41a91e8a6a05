"""What the phrase language promises."""

from __future__ import annotations

import pytest

from servicecomp.text.folding import fold_text
from servicecomp.text.inflection import inflections
from servicecomp.text.phrases import PhraseError, compile_phrase
from servicecomp.text.scanner import Scanner


def found(phrase: str, text: str) -> list[str]:
    """Return the quotes of all hits of a phrase in a text."""
    scan = Scanner([compile_phrase(phrase)]).scan(fold_text(text))
    spans = {scan.span(first, last) for _, first, last in scan.hits}
    return [text[start:end] for start, end in sorted(spans)]


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("resolve*", "She resolves, resolved and is resolving it; a resolver would not.", ["resolves", "resolved", "resolving"]),
        ("care*", "A career in healthcare takes care.", ["care"]),
        ("follow-up call", "Follow up calls? One follow-up  call.", ["follow-up  call"]),
        ("follow up call*", "follow-up calls", ["follow-up calls"]),
        ("(calm|soothe*) down", "Calm down, then soothing down.", ["Calm down", "soothing down"]),
        ("deal* with (angry|) people", "deals with people; dealt with angry people", ["deals with people", "dealt with angry people"]),
        ("explain* ... rules", "explains the new house rules", ["explains the new house rules"]),
        ("explain* ... rules", "explains the very new house rules", []),
        ("explain* ...4 rules", "explains the very new house rules", ["explains the very new house rules"]),
        ("explain* ... rules", "She explains. The rules stay.", []),
        ("greet* {customer}", "greeting patients and greets a guest", ["greeting patients"]),
        ("prioritise*", "PRIORITIZING work", ["PRIORITIZING"]),
        ("behaviour", "good behavior", ["behavior"]),
        ("don't know", "I don\u2019t know", ["don\u2019t know"]),
        ("customer trust", "the customer\u2019s trust", ["customer\u2019s trust"]),
        ("cafe", "the caf\u00e9 opens", ["caf\u00e9"]),
    ],
)
def test_a_phrase_finds_what_its_page_says(phrase: str, text: str, quotes: list[str]) -> None:
    assert found(phrase, text) == quotes


REFUSED = ["(a|b", "a)", "...2 word", "word ...", "word ...99 word", "{no-such-list}", "(a|)", "word [x]", "()", "* word", "( ... )"]


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_is_not_in_the_language_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        compile_phrase(phrase)


def test_a_phrase_that_stands_for_too_much_is_refused() -> None:
    with pytest.raises(PhraseError, match="rows"):
        compile_phrase(" ".join(["(a b|c d|e f g|h i|j k)"] * 8))
    with pytest.raises(PhraseError, match="gaps"):
        compile_phrase("a ...12 b ...12 c ...12 d ...12 e")
    with pytest.raises(PhraseError, match="deep"):
        compile_phrase("(" * 40 + "a" + ")" * 40)


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("try", {"try", "tries", "tried", "trying"}),
        ("refer", {"refer", "refers", "referred", "referring"}),
        ("listen", {"listen", "listens", "listened", "listening"}),
        ("die", {"dies", "died", "dying"}),
        ("teach", {"teaches", "taught", "teaching"}),
        ("child", {"child", "children"}),
        ("agree", {"agrees", "agreed", "agreeing"}),
        ("counsel", {"counselled", "counseled", "counselling", "counseling"}),
    ],
)
def test_inflections_hold_the_forms_of_the_word(lemma: str, forms: set[str]) -> None:
    assert forms <= inflections(lemma)


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("help* (a guest|guest*|a guest relation*)", "helps a guest relations officer", ["helps a guest relations"]),
        ("(ask|ask the) ...2 (why|why not)", "ask them why not; ask the people why", ["ask them why not", "ask the people why"]),
        ("listen* ...5 (then act*|act*)", "listens closely and then acts", ["listens closely and then acts"]),
        ("a ... b ... c", "a x b y b z c", ["a x b y b z c"]),
        ("клиент*", "наш клиент ждёт", ["клиент"]),
    ],
)
def test_of_overlapping_ways_to_read_a_phrase_the_nearest_and_longest_counts(phrase: str, text: str, quotes: list[str]) -> None:
    assert found(phrase, text) == quotes


def test_a_hit_is_placed_in_a_unit_of_any_length() -> None:
    for before in (0, 10, 2_000):
        text = f"One. {'word,  ' * before}calm\u2019s callers  and more. Last"
        assert found("calm callers", text) == ["calm\u2019s callers"]


def test_more_kinds_of_words_than_two_bytes_hold() -> None:
    scanner = Scanner([compile_phrase(f"w{number} x") for number in range(17_000)])
    scan = scanner.scan(fold_text("w3 x w16999 x y. w5 x"))
    assert [(number, scan.span(first, last)) for number, first, last in scan.hits] == [(3, (0, 4)), (16_999, (5, 13)), (5, (17, 21))]


def test_a_passive_phrase_counts_beside_a_phrase_that_needs_it() -> None:
    phrases = [compile_phrase(phrase) for phrase in ("calm callers", "greet guests", "engine", "never")]
    scanner = Scanner(phrases, passive=frozenset({2, 3}), needs={0: 2})

    def numbers(text: str) -> list[int]:
        return [number for number, _, _ in scanner.scan(fold_text(text)).hits]

    assert numbers("Calm callers, never the engine") == [0, 3, 2]
    assert numbers("Greet guests, never the engine") == [1, 3]
    assert numbers("Greet guests. Never the engine. Calm callers") == [1, 0]
