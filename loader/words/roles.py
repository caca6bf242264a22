"""Kinds of words in occupational titles: role nouns, adjectives, little words, acronyms.

These are lists of English, not of this document: they hold for maps that were never seen. A word that is missing here
costs a little evidence, never an error.
"""

from __future__ import annotations

import re
from functools import lru_cache

from career_pathways.loader.catalogue import Column

_MOST_KEPT = 20_000
"""Words whose answers are remembered: many times those of a document, and never more, whatever comes."""

LITTLE_WORDS = frozenset(
    """
    a an and as at by for from in including into of off on onto or over per the through to under up using via
    with within without
    """.split()
)
"""Words that neither begin nor end an occupation's title, unless capital at the start ("In the community")."""

LAST_WORDS = {
    Column.TECHNICAL: """
    administrator assistant assistants attendant craftsperson crew installer maker member operative operator
    technician tradesperson worker
    """.split(),
    Column.HIGHER_TECHNICAL: """
    adviser advisor captain coordinator designer instructor manager practitioner specialist supervisor
    technologist
    """.split(),
    Column.PROFESSIONAL: """
    architect consultant director engineer executive expert leader pilot professional scientist strategist
    """.split(),
}
"""Last words of clusters' names that speak for a column (rule 11 of reading/columns.py)."""

GENERIC_ROLES = frozenset(
    """
    adviser advisor agent analyst apprentice assessor assistant associate attendant co-ordinator consultant
    controller coordinator craftsperson cutter designer developer director engineer executive expert handler
    inspector instructor leader manager member officer official operative operator planner practitioner
    producer professional representative salesperson scientist specialist supervisor surveyor technician
    technologist therapist trainer worker
    """.split()
)
"""Role nouns that need another word to say which role it is: seldom an occupation by themselves."""

RANKS = frozenset(
    """
    advanced chief deputy junior lead principal senior trainee
    """.split()
)
"""Words that put a role above or below another."""

_ROLES = GENERIC_ROLES | frozenset(
    """
    accountant actuary advocate aide ambassador artisan artist athlete auditor bailiff barista barrister
    bartender beautician blacksmith boatswain bosun bursar butcher calligrapher caretaker caterer ceramicist
    chaplain chef cleric clerk clinician coach coastguard comptroller concierge constable cook counsel
    counsellor craftperson crew crewmember curator custodian dean deckhand detective dietitian diplomat docker
    doctor draughtsperson electrician farmhand farrier fellow firefighter fishmonger florist forester
    gamekeeper glazier goldsmith greenkeeper groom guard guide hairdresser head homeopath housekeeper imam
    intern jeweller jockey judge keeper lead librarian lifeguard locksmith magistrate marshal mason masseur
    masseuse master mate mechanic medic mentor merchant midwife milliner minister model musician naturalist
    naturopath navigator nurse ombudsman optician orthotist osteopath paramedic partner pastor pharmacist
    physician physicist pilot plumber police porter postman priest principal professor prosthetist provost
    rabbi ranger receptionist referee registrar rep researcher resourcer responder rigger roofer sacristan
    saddler scaffolder scout secretary sergeant serviceperson shepherd signaller skipper smith solicitor
    sommelier staff steeplejack steward stockperson strategist student stylist superintendant superintendent
    surgeon sweep tailor teacher tiler tradesperson treasurer tutor umpire underkeeper underwriter usher valet
    verger vet vicar vintner waiter waitress warden weaver worker wright writer
    """.split()
)

_NOT_ROLES = frozenset(
    """
    abundant after alternator amateur anglican antler banner baptist barrier behavior bladder boiler border
    brand bumper butter cancer canter carrier center chamber character charter cider climate clover cluster
    collar color compressor computer constant consumer container conveyor cooker coolant copper corner counter
    covenant cover customer cyber daughter demand deodorant differ dinner disaster disinfectant dominant
    elegant elephant elevator encounter error escalator estimate exterior factor father feather fiber filter
    finger flavor flower folder former freighter frontier further gender generator german gist grandeur gutter
    harbor heater helicopter higher honor horror human important inferior inner instant interior inverter
    junior labor ladder land laser later latter laughter layer leather letter lighter liner list liter litter
    liver locker longer lower lubricant lumber major manner matter meter methodist minor mirror mist monster
    mortar mother motor number odor offer order other outdoor outer over paper parameter pepper per perimeter
    pewter pier plant plaster pointer pollutant polymer poster powder power prayer printer prior proper
    quarter radar rather razor reactor refrigerant register regular relevant remand repair restaurant river
    roman rotor router rubber rudder rumor savior scanner sealant sector semiconductor senior sensor server
    sewer shelter shoulder shower shutter significant silicon silver sister slaughter soccer solar stand
    summer super superior tanker temper tender theater thermometer timber together tower tractor trailer
    transfer transformer trauma trawler tumor ultimate under upper vacant vapor vector vigor voucher water
    weather whether winter wonder wrist year
    """.split()
)

_NEVER_ROLES = ("leather", "meter", "over", "paper", "power", "timber", "under", "water", "ware", "weather")
"""What a word may end with that makes it no role noun: "wallpaper", "changeover"."""

_ROLE_ENDING = re.compile(
    r"[a-z]{2,}(?:er|or|ist|yst|ian|eer|eur|smith|wright|monger|person|people|woman|women|keeper|guard|hand|herd|mate|naut"
    r"|surgeon|stress)|[a-z]{3,}(?:man|men)|[a-z]{5,}ant"
)

_ADJECTIVES = frozenset(
    """
    active actual additional advanced aerospace automated automotive basic bespoke bilingual broad certified
    chartered clean cold commercial composite corporate creative deep deputy direct early elite embedded
    external fine fixed flat flexible foreign full further general global graduate heavy high higher human
    hybrid independent indoor inland integrated intelligent interactive interim intermediate internal junior
    key large light long lower main major mass mid middle mobile modern multi multi-skilled multimedia mutual
    new offshore onshore open outdoor overseas own powered pre private pure rapid raw ready real red remote
    resident rural safe second secure semi-skilled senior short sick simple skilled small smart soft solid
    special specialised still strong supported sustainable third top total underground upper urban used warm
    wet white whole wide wild wired wireless young
    """.split()
)

_ADJECTIVE_ENDING = re.compile(r"[a-z]{2,}(?:al|tic|nic|ific|mic|ary|ory|ous|able|ible|ful|less|ern|ese)")
_NOT_ADJECTIVES = frozenset(
    """
    accessory animal anniversary apothecary appraisal approval arithmetic arrival arsenal attic beneficiary
    boundary burial cable canary capital cardinal category cathedral cavern ceramic cereal clinic coal
    commentary concern constabulary crystal deal diary dictionary directory dispensary disposal documentary
    dormitory estuary fabric factory festival glossary goal granary history hospital infantry infirmary intern
    inventory itinerary journal laboratory lantern library logic magic material meal medal memory metal
    mineral mosaic observatory pattern picnic plastic portal proposal referral rehearsal removal renewal
    rental repository retail retrieval rival salary sanctuary seal seminary signal statistic story summary
    survival table tactic tavern terminal territory theory timetable topic traffic treasury trial variable
    vegetable victory vocabulary withdrawal
    """.split()
)


OPENINGS = frozenset(
    """
    act active administer advise analyse apply arrange assemble assess assist build care carry clean
    co-ordinate co-ordination collect commission conduct construct control coordinate coordination create cut
    day-to-day decide define deliver delivery demonstrate design determine develop development devise direct
    dispose drive enable ensure establish evaluate examine exchange fabricate fit fly full give guide handle
    help identify implement improve influence initiate inspect install instruct interpret investigate lead
    leadership load look maintain make manage management manufacture model monitor move operate order organise
    overall oversee perform plan preparation prepare process produce promote protect provide provision
    recommend record repair represent research responsibility restore review routine run safeguard sail
    schedule sell serve service set shape specify supervise supervision supply support survey teach test train
    transport treat undertake use work write
    """.split()
)
"""What descriptions of clusters begin with."""


@lru_cache(_MOST_KEPT)
def is_role(word: str) -> bool:
    """Whether a word names somebody by what they do: "technician", "baker", "Curator".

    >>> [is_role(w) for w in ("Technician", "saddler", "water", "management")]
    [True, True, False, False]
    """
    plain = _plain(word)
    if plain in _ROLES:
        return True
    last = _last_part(plain)
    spelt = last.replace("our", "or")
    never = spelt in _NOT_ROLES or spelt.endswith(_NEVER_ROLES)
    return last in _ROLES or (not never and _ROLE_ENDING.fullmatch(last) is not None)


@lru_cache(_MOST_KEPT)
def is_adjective(word: str) -> bool:
    """Whether a word is one that needs a noun after it: "Regulatory", "senior", "Electrical".

    >>> [is_adjective(w) for w in ("Regulatory", "senior", "Mineral", "secretary")]
    [True, True, False, False]
    """
    plain = _plain(word)
    if plain in _ADJECTIVES:
        return True
    last = _last_part(plain)
    ending = last not in _NOT_ADJECTIVES and _ADJECTIVE_ENDING.fullmatch(last) is not None
    return (last in _ADJECTIVES or ending) and not is_role(last)


@lru_cache(_MOST_KEPT)
def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals, as "HR", "CAD", "UX" or "2D" are.

    >>> [is_acronym(w) for w in ("HR", "2D", "A", "Core")]
    [True, True, False, False]
    """
    letters = re.sub(r"[^A-Za-z0-9]", "", word)
    return len(letters) >= 2 and letters.upper() == letters and any(c.isalpha() for c in letters)


def _last_part(word: str) -> str:
    return re.split(r"[-/–]", word)[-1]


def _plain(word: str) -> str:
    return word.strip(".,;:()[]'\"").casefold()
