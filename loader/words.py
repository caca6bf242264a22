"""What the words of occupational titles tell: role nouns, adjectives, little words, acronyms.

These are lists of English, not of this document: they hold for maps that were never seen. A word that is missing here
costs a little evidence, never an error.
"""

from __future__ import annotations

import re

LITTLE_WORDS = frozenset(
    "a an and as at by for from in into including of off on onto or over per the through to under up using via with "
    "within without".split()
)
"""Words that neither begin nor end an occupation's title, unless capital at the start ("In the community")."""

TECHNICAL_NAMES = frozenset(
    "administrator assistant assistants attendant craftsperson crew installer maker member operative operator "
    "tradesperson technician worker".split()
)
"""Last words of clusters' names that speak for the technical column (rule 11 of cells.py)."""

HIGHER_NAMES = frozenset(
    "adviser advisor captain coordinator designer instructor manager practitioner specialist supervisor technologist".split()
)
"""Last words of clusters' names that speak for the higher technical column."""

PROFESSIONAL_NAMES = frozenset(
    "architect consultant director engineer executive expert leader pilot professional scientist strategist".split()
)
"""Last words of clusters' names that speak for the professional column."""

GENERIC_ROLES = frozenset(
    "adviser advisor agent analyst apprentice assessor assistant associate attendant co-ordinator consultant controller "
    "coordinator craftsperson cutter designer developer director engineer executive expert handler inspector instructor "
    "leader manager member officer official operative operator planner practitioner producer professional "
    "representative salesperson scientist specialist supervisor surveyor technician technologist therapist trainer worker".split()
)
"""Role nouns that need another word to say which role it is: seldom an occupation by themselves."""

_ROLES = frozenset(
    """
    accountant actuary advocate agent aide ambassador analyst apprentice architect assistant associate athlete attendant
    auditor barrister bailiff blacksmith brand-manager butcher caretaker cashier chef chief cleric clerk coach comptroller
    consultant cook coordinator co-ordinator crew curator custodian dean deputy detective diplomat director diver
    doctor draughtsperson economist electrician executive expert facilitator farmhand fellow firefighter fireman fitter
    forester groom guard guide hand head host instructor intern investigator journalist judge keeper lead leader
    lecturer librarian machinist magistrate marshal mason mate mechanic medic mentor merchant midwife minister model
    musician navigator nurse officer official operative ombudsman operator optician orthotist paramedic partner pharmacist
    physician physicist pilot planner police porter practitioner principal producer professional professor
    prosthetist ranger receptionist registrar rep representative researcher resourcer responder salesperson
    scaffolder scientist scout secretary sergeant serviceperson shepherd skipper sous-chef specialist staff steward
    strategist student superintendent superintendant supervisor surgeon surveyor teacher technician technologist
    therapist trainee trainer treasurer tutor underwriter valet vet warden warehouseman watchman worker writer
    artisan artist bookkeeper captain clinician constable counsel counsellor craftsperson craftperson crewmember
    tradesperson designer dietitian engineer handler inspector installer manager maker monitor postman priest
    smith solicitor sportsperson stockperson tailor thatcher wright adviser advisor assessor caterer member pastor chaplain
    imam rabbi vicar verger sacristan bosun boatswain deckhand mariner seafarer stevedore docker signaller dispatcher
    despatcher conductor steeplejack farrier saddler cooper glazier plumber roofer tiler weaver milliner barber
    stylist beautician hairdresser masseur masseuse florist fishmonger baker brewer distiller vintner sommelier barista
    bartender waiter waitress concierge housekeeper cleaner gardener arborist greenkeeper gamekeeper underkeeper
    jockey groundsman groundsperson lifeguard referee umpire sculptor potter ceramicist engraver bookbinder
    calligrapher jeweller goldsmith silversmith locksmith gunsmith watchmaker clockmaker upholsterer
    translator interpreter transcriber archivist conservator cataloguer usher bursar proctor provost naturalist
    """.split()
)

_NOT_ROLES = frozenset(
    """
    after antler another banner barrier behavior bladder border boiler bumper butter cancer canter carrier center chamber character
    charter cider clover cluster collar colour commuter computer consumer copper corner cotter counter cover customer
    dairy-farmer danger daughter differ dinner disaster either elder encounter error ever exterior factor father
    feather fiber fibre filter finger flavour flower folder former frontier further gender harbour harvester heater helicopter higher
    honour horror hour however inferior inner interior junior labor labour ladder laser later latter laughter layer
    leather letter litter locker longer lumber major manner master matter member-only meter minister-only minor mirror
    monster mortar mother motor never number odor odour offer order other outdoor indoor outer over owner-occupier paper
    parameter pepper percenter per perimeter pewter pier plaster pointer polymer poster powder power prayer prior
    proper quarter radar rather razor reactor regular register repair river rotor rubber rudder rumor savour sector
    senior server sewer shelter shoulder shower shutter silver singular sister slaughter soccer solar son summer super
    superior tanner-only temper tender theater theatre thermometer timber together tower tractor trailer transfer
    transformer tumor under unior upper vapour vector vigor voucher water weather welfare-officer whether winter
    wonder year cyber amateur interior minister-less liver cooker printer-ink sister gutter meteor sensor conveyor
    elevator escalator generator compressor inverter monitor-only alternator semiconductor conductor-rail container
    helicopter freighter tanker trawler lighter liner cutter-suction twister diameter silicon list twist mist fist wrist gist
    """.split()
)

_ROLE_ENDING = re.compile(
    r"(?:[a-z]{2,}(?:er|or|ist|yst|ian|eer|smith|wright|monger|person|woman|keeper|worker|hand|ographer|ologist)"
    r"|[a-z]{3,}man)"
)

_ADJECTIVES = frozenset(
    """
    active actual additional advanced aerial aerospace assistant assisted associate automated automotive basic bespoke
    bilingual broad central certified chartered chief civil clean cold commercial complex composite corporate creative
    critical cultural deep deputy digital direct domestic dual early elite embedded emergency equine executive express
    external fine first fixed flat flexible foreign front full further general global graduate heavy high higher
    historic human hybrid hygienic independent indoor inland integrated intelligent interactive interim intermediate
    internal junior key large lead light local long lower main major mass mid middle military mobile modern multi
    multimedia multi-skilled mutual national natural new non northern nuclear offshore onshore open outdoor overseas
    own part physical powered post practical pre precision primary principal private professional public pure rapid
    raw ready real recreational red regional regulatory remote residential resident retail-only royal rural safe
    second secondary secure semi-skilled senior short sick simple skilled small smart social soft solid special
    specialised specialist-only static still strategic strong structural supported sustainable technical temporary
    tertiary third top total trainee transitional underground upper urban used veterinary virtual visual vocational
    voluntary warm wet white whole wide wild wired wireless young
    """.split()
)

_ADJECTIVE_ENDING = re.compile(r"[a-z]{2,}(?:[^n]al|ical|[a-z]nal|ical|tic|nic|ary|ory|ous|able|ible|ful|less|ern|ese)")
_NOT_ADJECTIVES = frozenset(
    """
    animal arsenal burial capital cardinal cathedral cereal chemical-store coal commercial-only crystal deal dental-only
    disposal festival goal hospital journal material meal medal metal mineral official portal principal professional
    proposal rental removal retail retrieval rival seal signal survival terminal textile trial arrival
    approval appraisal referral renewal withdrawal rehearsal vehicle general-store
    acoustic arithmetic attic cleric clinic comic critic fabric graphic-only logic magic mechanic medic music paramedic picnic
    plastic public-only rhetoric statistic tactic topic traffic arabic ceramic arctic athletic-only
    accessory advisory-board anniversary apothecary beneficiary boundary canary commentary constabulary diary dictionary
    documentary dispensary estuary factory February functionary glossary granary history infantry infirmary inventory
    itinerary laboratory library memory military-only notary observatory rosary salary sanctuary secretary seminary story summary
    territory theory treasury victory vocabulary category directory dormitory repository
    cable table vegetable variable constable timetable
    cavern concern govern intern lantern modern-only pattern stern tavern western-only lectern
    """.split()
)


def is_role(word: str) -> bool:
    """Whether a word names somebody by what they do: "technician", "baker", "Curator".

    >>> [is_role(w) for w in ("Technician", "saddler", "water", "management")]
    [True, True, False, False]
    """
    plain = _plain(word)
    if plain in _ROLES:
        return True
    last = plain.rsplit("-", 1)[-1].rsplit("/", 1)[-1]
    return last in _ROLES or (last not in _NOT_ROLES and _ROLE_ENDING.fullmatch(last) is not None)


def is_adjective(word: str) -> bool:
    """Whether a word is one that needs a noun after it: "Regulatory", "senior", "Electrical".

    >>> [is_adjective(w) for w in ("Regulatory", "senior", "Mineral", "secretary")]
    [True, True, False, False]
    """
    plain = _plain(word)
    if plain in _ADJECTIVES:
        return True
    last = plain.rsplit("-", 1)[-1].rsplit("/", 1)[-1]
    return (
        last in _ADJECTIVES or (last not in _NOT_ADJECTIVES and _ADJECTIVE_ENDING.fullmatch(last) is not None)
    ) and not (is_role(word) and last not in _ADJECTIVES)


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals, as "HR", "CAD", "UX" or "2D" are.

    >>> [is_acronym(w) for w in ("HR", "2D", "A", "Core")]
    [True, True, False, False]
    """
    letters = re.sub(r"[^A-Za-z0-9]", "", word)
    return len(letters) >= 2 and letters.upper() == letters and any(c.isalpha() for c in letters)


def _plain(word: str) -> str:
    return word.strip(".,;:()[]'\"").casefold()
