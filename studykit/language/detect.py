"""Finds the language of a text by the share of its most common words."""

import re
from collections import Counter

from studykit.text import fold, words

UNKNOWN = "und"
"""The code for a language nobody could tell (ISO 639-2, "undetermined")."""

_ENOUGH_WORDS = 4000
_LEAST_SHARE = 0.12
_LEAST_LEAD = 1.15

# The commonest function words of each language, as in the Snowball stop-word lists
# (snowballstem.org/algorithms); words that two of the languages share count for both.
_COMMON: dict[str, frozenset[str]] = {
    code: frozenset(line.split())
    for code, line in {
        "en": "the and of to a in is that it you i for this was with are be on have not they we what so but "
        "he she at or an if there do can just about would like your it's that's don't i'm my me know am",
        "de": "der die das und ich ist nicht zu in den ein eine es mit sich auf für auch wir sie er man "
        "dass aber so wie wenn noch von dem des im an hat haben war was oder ja nein schon mal dann "
        "da bei kann",
        "es": "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le "
        "ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde yo eso qué "
        "está son",
        "fr": "de la le et les des en un une du est que qui dans a pour pas sur ce il je vous nous on ne "
        "plus par avec mais au se c'est ça elle sont cette d'un ou donc être fait très tout comme si "
        "l'on y",
        "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele "
        "das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela isso você então "
        "são",
        "nl": "de het een en van ik te dat die in is niet je zijn op aan met als voor er maar om dan nog "
        "ook wat of uit zo bij ze hij naar heeft hebben we dit deze geen wel kan moet daar heel "
        "gewoon wij",
        "it": "di che e la il un a per è in non una sono mi ho si lo ma ti con le cosa se io come da ci "
        "questo qui hai sei del bene tu sì me più al dei gli nel della anche perché questa quello "
        "molto ha i",
        "pl": "w i nie na się to z do jest że o jak a ale co tak za od po dla tym czy przez tego są ma "
        "tylko już mi mnie może bo ja ten oraz bardzo będzie być jego sobie ich mam jeśli też jeszcze "
        "był które jako",
        "sv": "är det att och i jag på en inte som för med har av om du så till den ett kan vi men man var "
        "ska när nu vad från här mig bara eller han då hur alla sig vara där får bra finns ha ju lite "
        "mycket",
        "da": "og i er af det at en til på jeg har for ikke med den der du kan som så et var vi om fra men "
        "skal ved vil også være hvor nu man hvis sig efter eller her hvad alle meget noget lige blev "
        "bliver mere",
        "nb": "og i er det å på som til en av for ikke med har jeg at du om den så vi fra var kan et men "
        "seg dette noe skal noen ble vil bare også ut da nå hva etter eller være blir hadde alle når "
        "må deg opp",
        "fi": "ja on ei että se oli mutta ole kun niin myös hän jos ovat voi nyt sen kuin tai en joka olla "
        "sitä mitä vain jo kanssa tämä sitten kaikki olisi ollut vielä siitä ne hyvä jälkeen miten "
        "saa olen pitää",
        "cs": "a se v na je to že s z si do jsem ale o i tak pro ve za co k jako jak po už od jsou mi když "
        "mě jen nebo byl bude já jsme které ty jeho který až není bylo aby než ze ještě byla být také "
        "ani při",
        "ro": "de în și la din o pe cu nu mai un este că care pentru se au ce fost ca al am sunt fi sau va "
        "lui dar sa după i ne ar le poate prin cum când despre era iar mult are cel trebuie cele doar "
        "foarte să",
        "hu": "a az és nem hogy egy is de meg csak ha van volt ez vagy már még én kell el jó ki azt most "
        "akkor mint ezt minden mert nagyon így olyan itt sem lesz lehet majd úgy be nincs aki két "
        "után ne amikor",
        "tr": "ve bir bu için de da çok ile ne daha en gibi olarak her kadar o olan ben var ama sonra ki "
        "iyi yok ya değil sen sadece ilk mi hiç ise oldu bile nasıl şey benim böyle tek tüm önce göre "
        "mı beni bana",
        "ca": "de la a i que el l d en per del un les els una no amb va és al es ha com més dels s hi o ser "
        "aquest si però tot fer seu aquesta molt als ja ho van també ens han són això quan ara entre "
        "què",
        "ru": "и в на не с что я по а как это из за для о к но то у его он от все так же мы до ты только "
        "был если когда было мне меня уже еще бы или их они при будет чтобы есть она вы может очень "
        "вот этот",
        "uk": "в на не і у з що та до це за а я як про для від так але він його все то є ви по ми й ще які "
        "під вже коли якщо або було вони із мене щоб мені тут чи просто ти був буде нас ну тому її "
        "також дуже",
        "bg": "и на в да е от за се с не си че по ще са това като а ми но до го много най има му ако към "
        "може съм ти ли само няма след през аз които или как какво той ни трябва всички който във "
        "което един",
    }.items()
}
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3041-\u30ff"),
    ("zh", "\u3400-\u4dbf\u4e00-\u9fff"),
    ("ko", "\uac00-\ud7a3"),
    ("th", "\u0e00-\u0e7f"),
    ("lo", "\u0e80-\u0eff"),
    ("my", "\u1000-\u109f"),
    ("km", "\u1780-\u17ff"),
    ("he", "\u0590-\u05ff"),
    ("ur", "\u0679\u0688\u0691\u06ba\u06d2"),
    ("fa", "\u067e\u0686\u0698\u06af"),
    ("ar", "\u0600-\u06ff"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("pa", "\u0a00-\u0a7f"),
    ("gu", "\u0a80-\u0aff"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("kn", "\u0c80-\u0cff"),
    ("ml", "\u0d00-\u0d7f"),
    ("el", "\u0370-\u03ff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"),
)
"""The language that a script alone stands for, in most talk.

Kana stand among Han signs in Japanese, and a few letters tell Urdu and Persian from Arabic: they need less.
"""
_SCRIPT_SHARE, _SIGN_SHARE = 0.5, 0.02
LANGUAGES = frozenset({*_COMMON, *(code for code, _ in _SCRIPTS)})
"""Those that are told apart."""


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language ``text`` is in, or ``und`` where it cannot be told.

    A script that one language mostly uses stands for it. Else the language whose common words make up the
    greatest share of the text wins, if that share is large enough and clearly ahead of the next (the
    stop-word method of Grefenstette, "Comparing two language identification schemes", JADT 1995).
    """
    sample = _spread(text)
    by_script = _by_script(sample)
    if by_script:
        return by_script
    counted = Counter(words(fold(sample)))
    total = counted.total()
    if not total:
        return UNKNOWN
    shares = {code: sum(counted[word] for word in common) / total for code, common in _COMMON.items()}
    (best, share), (_, second) = sorted(shares.items(), key=lambda item: -item[1])[:2]
    return best if share >= _LEAST_SHARE and share >= second * _LEAST_LEAD else UNKNOWN


def _by_script(text: str) -> str:
    """Return the language that the letters of ``text`` stand for, "" where several share them."""
    if text.isascii():
        return ""
    letters = sum(letter.isalpha() for letter in text) or 1
    for code, signs in _SCRIPTS:
        least = _SIGN_SHARE if code in {"ja", "ur", "fa"} else _SCRIPT_SHARE
        if len(re.findall(f"[{signs}]", text)) >= least * letters:
            return code
    return ""


def _spread(text: str) -> str:
    """Return about ``_ENOUGH_WORDS`` words from the beginning, the middle and the end of a long text."""
    size = _ENOUGH_WORDS * 2
    if len(text) <= size * 3:
        return text
    middle = len(text) // 2
    return f"{text[:size]} {text[middle : middle + size]} {text[-size:]}"
