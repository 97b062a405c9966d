"""Which language a line is in: the covered ones are known, others that share words with them are not taken for them."""

import pytest

from framing.text.detect import detect_languages

OTHERS = {
    "Dutch": "Het is nog niet duidelijk of de minister in de haven was toen de brug werd gesloten, zei een woordvoerder.",
    "German": "Die Polizei hat in der Nacht zum Montag drei Fischer befragt, die in einem Lager am Hafen waren.",
    "French": "On a vu que le plan de la ministre est un but à atteindre pour tous les ports de la côte.",
    "Spanish": "El alcalde dijo que no habrá cambios en el puerto durante los próximos meses, me parece.",
    "Italian": "Il sindaco ha detto che no, non ha mai pensato di lasciare il porto in un momento come questo.",
    "Indonesian": "Menteri mengatakan bahwa harga ikan tidak akan naik pada bulan depan di seluruh pulau itu.",
    "Swedish": "Det var i går som ministern sa att man inte kommer att höja avgiften för de som har små båtar.",
    "Tagalog": "Sinabi ng alkalde na ang mga presyo ng isda ay hindi tataas sa susunod na buwan sa isla.",
}


@pytest.mark.parametrize("line", OTHERS.values(), ids=OTHERS.keys())
def test_a_language_that_is_not_covered_is_not_read_as_english(line: str) -> None:
    assert detect_languages([line]) == ("und-Latn",)
    assert detect_languages([line, "The harbour office said on Monday that the ferry would stay in port.", line]) == (
        "und-Latn", "en", "und-Latn",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["Swedish", "Tagalog"])
def test_an_english_quotation_does_not_make_a_line_english(name: str) -> None:
    quotation = (
        "“We have been told by the people of the town that it was not in the interest of all of us to go on with this, "
        "and that we should have been asked first.” "
    )
    assert detect_languages([quotation]) == ("en",)
    assert detect_languages([quotation + " ".join([OTHERS[name]] * 4)]) == ("und-Latn",)


def test_an_english_line_of_names_and_nouns_is_english() -> None:
    line = "Norland's brave sailors defended Karsten Bay's ancient harbour against foreign raiders, foiling plots hatched by rival ports."
    assert detect_languages([line]) == ("en",)
    assert detect_languages([line, "The harbour office said on Monday that the ferry would stay in port."])[0] == "en"


def test_a_headline_of_nouns_is_in_the_chosen_language_and_in_none_by_itself() -> None:
    headline = "Harbour Court Rejects Ferry Ban: Fishing Fleet Owner Sues Port Authority, Demands Refund"
    assert detect_languages([headline], "en") == ("en",)
    assert detect_languages([headline]) == ("und-Latn",)
    assert (
        detect_languages([headline, "The harbour office said on Monday that the ferry would stay in port."])[0] == "en"
    )
    assert detect_languages([OTHERS["German"]], "en") == ("und-Latn",)
