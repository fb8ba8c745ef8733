import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "given_sentences",
    [
        # English
        ["Mr. Smith went to the U.S. Senate on Jan. 5 with J. K. Rowling.", "He left."],
        ["Version 1.2 is out!", "“Is it safe?”", "Nobody knows."],
        ["The share fell to 3.5 percent, vs. 4 percent before.", "Analysts shrugged."],
        ["They moved to the U.S.", "The move took a year."],
        ["Apple Inc. shares fell.", "They were sold by Widget Corp.", "The buyer is Acme Ltd. of Leeds."],
        ["He said no.", "She sat.", "It was a work of art.", "No. 5 won, and so did fig. 3."],
        ["It opens at 9 p.m.", "The doors close at 11 p.m. Eastern time."],
        ["Robert J. De Niro met Michael J. Fox.", "Both lack vitamin C.", "The rest is known."],
        ['"We are late," she said.', '"Let us go."', "They went (at last).", "Then it rained."],
        ["Dr. No and Prof. Why met Rev. Jones and Sgt. Pepper.", "Nobody came."],
        ["She paid Rs. 500 on Sat. 3 Oct. 2020.", "Sat. was busy."],
        # German
        ["Das kostet z.B. 5 Euro.", "Für Dr. Müller ist das viel."],
        ["Das kostet z. B. 5 Euro bzw. Dollar.", "Die Firma zahlt 3 Mio. Euro."],
        ["Am 3. Oktober tagte die 27. UN-Konferenz in Köln.", "Danach war Ruhe."],
        ["Er kam am 31. Mai um 9.", "Sie blieb."],
        ["Das 19. Jahrhundert und der 2. Senat sind vorbei.", "Am 3. und 4. Mai regnete es."],
        ["„Das ist so.“", "Danach schwieg er.", "»Warum?«", "»Darum!«"],
        ["„Das ist so!“, sagte er.", "Es folgten Beifall, Lärm usw.", "Die Polizei kam."],
        # French
        ["M. Dupont a dit non.", "Élise est partie."],
        ["« C’est fini. »", "Elle sort à 19 h 30.", "Mme Martin l’a vu, av. J.-C. ou non."],
        ["Il a 3,5 ans et vit au no. 5.", "À Paris, il pleut.", "Œuvre d’art."],
        # Spanish
        ["¿Qué pasa?", "¡Nada!", "El Sr. García lo sabe."],
        ["Vive en EE. UU. desde 2010.", "La Sra. Díaz y la Dra. Ruiz también.", "Pagó 1.500,50 euros."],
        # Italian
        ["Il dott. Rossi e il sig. Bianchi sono arrivati.", "È tardi.", "La Fiat S.p.A. vende case, auto ecc.", "Il resto è noto."],
        # Portuguese
        ["O Sr. Silva e a Sra. Souza chegaram às 9h.", "É tarde.", "A Profa. Lima mora na Av. Brasil."],
        # Dutch
        ["Dhr. Jansen en mevr. De Vries komen om 9.30 uur.", "Ze nemen bijv. Anna mee.", "’s Avonds regent het."],
        # Russian
        ["Он приехал в г. Москва.", "Все рады."],
        ["Завод построили в 1999 г.", "Он стоит 5 млн. руб. и работает.", "А. С. Пушкин жил на ул. Мойка."],
        # Japanese
        ["今日は晴れ。", "明日は雨です！", "本当？"],
        ["「明日は雨だ。」と彼は言った。", "でも、違った。"],
        # Chinese
        ["政府星期一宣布了新措施。", "价格上涨了3.5％！", "为什么？"],
        ["他说：“我们会努力。”", "会议结束了。"],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(given_sentences: list[str]) -> None:
    space = "" if any(text.endswith(("。", "。”")) for text in given_sentences) else " "

    assert split(space.join(given_sentences)) == given_sentences


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("(KGO) --", "A plan to bring a resort to the lake is one step closer."),
        ("LONDON (Reuters) -", "The price of oil fell on Monday."),
        ("Canberra, Australia (CNN) --", "At first glance, it does not look like much."),
        ("New Delhi, Aug 2 (PTI)", "Bomb squads were rushed to the airport."),
        ("CAIRO—", "The European Union's top diplomat met the president."),
        ("NEW YORK, May 3 —", "The fund has closed."),
        ("Berlin (dpa) -", "Die Regierung hat 40 Züge bestellt."),
        ("Hamburg/München (dpa/lno) –", "Die Bahn fährt wieder."),
        ("PARIS (AFP) -", "Le gouvernement a commandé 40 trains."),
        ("MADRID, 3 May. (EUROPA PRESS) -", "El Gobierno ha encargado 40 trenes."),
        ("ROMA (ANSA) -", "Il governo ha ordinato 40 treni."),
        ("SÃO PAULO (Reuters) -", "O governo encomendou 40 trens."),
        ("AMSTERDAM (ANP) -", "De regering heeft 40 treinen besteld."),
        ("МОСКВА, 3 мая —", "Правительство заказало 40 поездов."),
        ("新华社北京5月3日电（记者王明）", "政府订购了四十列火车。"),
        ("【ロンドン共同】", "政府は列車を四十両発注した。"),
    ],
)
def test_dateline_is_a_sentence_of_its_own(dateline: str, sentence: str) -> None:
    assert split(f"{dateline} {sentence}") == [dateline, sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Food and Drug Administration (FDA) Commissioner said no.",
        "Rashtriya Janata Dal (RJD) President Lalu Prasad hit back.",
        "Rates (which rose - again) fell.",
        "US-China talks resume in Geneva.",
        "The plan - A to Z - is ready.",
        "COVID-19 cases rose.",
        "Sony (the maker) – which sells phones – said so.",
    ],
)
def test_what_only_looks_like_a_dateline_stays_with_its_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_no_sentence_spans_two_lines() -> None:
    assert split("A heading without a stop\nThe text begins.\n\n  And ends. ") == [
        "A heading without a stop",
        "The text begins.",
        "And ends.",
    ]


@given(st.text(alphabet=st.sampled_from('aB.!? \n"”(1é。中—)')))
def test_sentences_hold_every_visible_character_once_and_in_order(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(st.text())
def test_any_text_can_be_split(text: str) -> None:
    assert all(piece.strip() == piece != "" for piece in split(text))
