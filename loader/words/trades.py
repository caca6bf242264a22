"""Words of one trade that share no stem.

These are lists of English, not of this document: they hold for maps that were never seen. A word may be of several
families; one that is missing here costs a little evidence, never an error.
"""

from __future__ import annotations

FAMILIES = tuple(
    tuple(family.split())
    for family in (
        # Land, animals, plants
        "agriculture farm agronomist crop livestock stockperson poultry dairy tractor land landbased agribusiness"
        " arable packhouse viticulture vineyard mechanisation shepherd milking harvest beekeeper",
        "animal veterinary vet zoo wildlife livestock stockperson poultry kennel dog breeding keeper pet grooming"
        " biologist beekeeper cattery",
        "horse equine groom farrier stud bloodstock riding racing jockey stable yard saddler trainer breeder jumping",
        "fish fishmonger aquaculture aquaria angling trawler bailiff hatchery shellfish seafood",
        "game gamekeeper underkeeper pest shooting keeper deer",
        "tree forest woodland arborist arboriculture arboretum timber aboricultural chainsaw sawmill lumberjack",
        "horticulture garden landscape greenspace greenkeeper turf golf park floristry grower plant nursery fence",
        "golf turf greenkeeper greenspace sport pitch course",
        "drink beverage brewer viticulture oenology wine vineyard",
        "conservation environment ecologist habitat nature countryside wildlife sustainability waterways"
        " archaeologist warden ranger park reserve estate land heritage",
        "water waterways wastewater sewerage river drainage treatment flood pump utilities",
        "waste recycling resource refuse scrap weighbridge demolition",
        "park countryside warden ranger reserve waterways woodland",
        "environment sustainability energy carbon ecology",
        # Buildings and roads
        "estate property housing lettings facilities land agent tenancy landlord building caretaker",
        "surveyor geospatial mapping geomatics quantity cartographer",
        "construction building site civil structural demolition groundworker erector",
        "brick bricklayer mason masonry stone concrete plasterer formworker tiler paviour",
        "roof thatcher slater steeplejack",
        "floor floorlayer tiler carpet coverings",
        "painter decorator coating finisher spray plasterer",
        "architect planner town building",
        "insulation asbestos thermal demolition ventilation hazardous",
        "road highway traffic paving civil marking tarmac tunnelling",
        "scaffolder rigger lifting crane hoist steeplejack erector decking steelwork",
        "lift escalator stairlift elevator",
        "plumber heating gas boiler refrigeration ventilation ductwork conditioning pipefitter pipework piping hvac"
        " pump water pipelayer",
        "electrician electronic electromechanical mechelec mechatronics instrumentation wiring cable power"
        " automation robotics instruments control embedded telecoms lighting jointer linesperson",
        "energy power electricity gas fuel turbine wind utilities meter smart nuclear propulsion",
        "carpenter carpentry joiner woodworker cabinet",
        "plasterer painter decorator drylining ceiling interior",
        "structural civil bridge tunnelling piling highway railway groundworker",
        "facilities caretaker maintenance cleaning concierge",
        # Making and mending
        "leather saddler footwear shoe shoemaker cordwainer cobbler harness tannery upholsterer glover",
        "textile fabric garment weaver knitting sewing clothing fashion costume wardrobe tailor milliner seamstress"
        " upholsterer dressmaker",
        "wood timber carpenter carpentry joiner furniture cabinet upholsterer upholstery woodturner wheelwright"
        " formworker sawmill boatbuilder",
        "metal steel steelwork welder fabricator foundry casting blacksmith silversmith founder fixer erector"
        " locksmith jewellery goldsmith",
        "mould casting foundry pattern patternmaking toolmaker die modeller composites props puppet",
        "glass glassmaker glazing glazier fenestration window",
        "ceramics pottery clay kiln firing porcelain",
        "jewellery goldsmith silversmith engraver watch clock clockmaker gem lapidary",
        "paper papermaker printer prepress packaging bookbinder publishing",
        "calligrapher sign lettering engraver bookbinder",
        "craft artisan maker handmade bespoke journeyman",
        "manufacturing process production factory plant assembly industrial automation",
        "mineral quarry mining aggregate extraction",
        "mechanic fitter maintenance repair overhaul servicing diagnostic accident damage machinery garage",
        "design draughtsperson drawing draughting interior stylist model illustrator",
        "testing inspection quality nondestructive metrology measurement monitor assurance assessor trials"
        " regulatory compliance",
        "nuclear radiation reactor decommissioning physicist",
        "military forces army navy weapons munitions ordnance explosives defence soldier serviceperson",
        "sewing machinist cutter tailor dressmaker garment pattern",
        "machinist machining milling turning toolmaker lathe",
        "composites plastics polymer laminator rubber",
        "electronic electrical avionics instrumentation control automation",
        "engraver signwriter sign calligrapher lettering illustrator graphic",
        "puppet props model scenic effects maker",
        # Going and carrying
        "vehicle motor automotive motorcycle car autocare tyre garage bus truck lorry damage accident panel"
        " bodywork van taxi",
        "driver vehicle haulage delivery bus",
        "rail railway track signalling train locomotive",
        "ship boat boatbuilder boatyard marine maritime marina port harbour vessel seafarer yacht tug workboat"
        " nautical naval ocean coastguard deck pilot navigator crewmember propulsion",
        "aircraft aviation aerospace airport airline airside airworthiness flight cabin aeronautical pilot air crew"
        " propulsion airfield aerodrome",
        "transport passenger traffic bus station onboard",
        "logistics freight warehouse supply haulage distribution forwarding delivery fleet export import express"
        " courier goods stock chain depot fork forklift packaging transport removals",
        "import export international customs forwarding",
        "ship deck seafarer crewmember workboat marine maritime port harbour",
        "passenger bus coach station onboard train tram",
        "warehouse fork forklift stock store packing",
        "captain master navigator pilot mate tug yacht seafarer skipper",
        "airline airport airside cabin pilot crew flight ground",
        "lift truck fork forklift crane plant",
        # Health and care
        "health healthcare clinical medical nurse midwife physician doctor hospital ward patient paramedic"
        " ambulance infection blood organ urgent occupational surgery theatre anaesthetic phlebotomist pharmacist"
        " matron gp",
        "dental orthodontist",
        "optical ophthalmic vision spectacle orthoptist optometrist visual impairment sight",
        "hearing audiologist speech language impairment",
        "prosthetist orthotist orthoptist limb rehabilitation biomedical podiatrist chiropodist",
        "therapist physiotherapist rehabilitation osteopath occupational injury massage exercise chiropractor"
        " masseur podiatrist",
        "radiographer mammography sonographer radiotherapy radiation imaging ultrasound",
        "pharmacist dispensing medicine",
        "physiologist neurophysiologist cardiac respiratory renal sleep heart lung",
        "psychological mental counsellor psychotherapist wellbeing therapist",
        "nutritionist dietitian diet food feed",
        "care welfare social pastoral chaplain safeguarding wellbeing disability voluntary community charity"
        " benefits minister adult people vulnerable bereavement funeral",
        "child adolescent young youth family early nursery play pupil playworker people teacher",
        "science laboratory chemist biochemist biologist physicist biomedical metrology genetic blood infection"
        " pathology microbiologist trials",
        "sport fitness exercise physical leisure recreation gym athlete elite activator performance referral"
        " excellence trainer coach swimming",
        "coach instructor trainer mentor",
        "nurse midwife maternity healthcare ward",
        "hair beauty barber makeup wig cosmetic manicurist nail",
        "funeral bereavement cemetery embalmer crematorium",
        "minister chaplain pastoral church faith religious",
        "hygiene infection sterile cleaning",
        "ambulance paramedic urgent emergency",
        # Learning
        "education teacher school lecturer learning tutor academic college training mentor classroom assessor pupil"
        " course skills careers university headteacher invigilator",
        # Food and guests
        "food baker butcher meat abattoir dairy fishmonger drink nutritionist confectionery fish",
        "chef cook culinary kitchen catering food restaurant commis partie pastry barista bar baker cuisine",
        "hospitality hotel catering housekeeping concierge reception guest leisure travel tourism entertainment"
        " reservations waiter bar attractions steward waitress bartender sommelier",
        "event conference convention exhibition festival venue meeting live entertainment",
        "cleaning hygiene sterile laundry housekeeping",
        "baker confectioner bread pastry cake",
        "butcher meat abattoir slaughter",
        "brewer drink food dairy chemical pharmaceutical papermaker process production plant",
        # Business and money
        "administrator clerk secretary receptionist office business typist stenographer",
        "business commercial enterprise entrepreneur company corporate strategy",
        "procurement purchasing sourcing buyer bid proposal tender contract supply stock chain",
        "human personnel recruitment resourcer staffing equality diversity career people learning talent reward"
        " payroll benefits union employment employee arbitration",
        "sales selling salesperson retail shop store merchandiser merchant trade customer stock relationship parts"
        " product cashier telesales",
        "marketing brand advertising publicity promotion consumer campaign product customer insight digital"
        " fundraising",
        "relations communications publicity media press affairs marketing",
        "research insight intelligence data statistics analyst economist market information",
        "finance accountant bookkeeper payroll tax auditor treasury billing revenues benefits cashier",
        "finance bank investment mortgage credit loan debt fund wealth paraplanner pension insolvency relationship"
        " collector enforcement stockbroker",
        "insurance actuary pension underwriter risk claims loss broker",
        "compliance risk regulatory auditor governance ethics",
        "legal law solicitor paralegal conveyancing probate barrister court lawyer arbitration legislation notary"
        " judge magistrate",
        "government public council local civic policy revenues benefits registrar voluntary community municipal"
        " economist",
        "customer contact retail call enquiries reservations",
        "project programme planning commissioning contract bid tender proposal",
        "fundraising charity voluntary donor",
        "policy strategic economist government",
        "debt credit collector insolvency bailiff recovery",
        "estate housing lettings mortgage surveyor conveyancer",
        "bank mortgage loan lending credit",
        "investment fund wealth stockbroker trader paraplanner financial",
        "pension actuary insurance annuity",
        "accountant bookkeeper payroll ledger tax auditor",
        "audit compliance regulatory risk governance",
        "market consumer research insight",
        "data statistics analyst intelligence science",
        "careers guidance counsellor employability youth",
        # Machines that count, pictures and sounds
        "computing digital software web online internet programmer application interface information user games"
        " coder database",
        "network telecoms communications cable infrastructure wireless unified cloud servers",
        "cyber security intrusion",
        "media broadcast film television journalist publishing editing content news writer author presenter"
        " producer copywriter reporter radio podcast",
        "camera photographer cinematographer film video cinema",
        "sound music audio acoustics",
        "lighting stage theatre sound",
        "graphic illustrator artist animator storyboard visual scenic game 2d 3d effects",
        "museum gallery collection curator exhibition heritage historic cultural antiques restorer conservation"
        " archaeologist registrar librarian archivist",
        "librarian archivist archive information collection registrar museum",
        "art artist creative",
        "user ux interface experience usability games design",
        "software programmer tester applications",
        "web content online editor social marketing",
        "producer filmmaker",
        "stage production theatre show performance",
        "journalist publishing editing content writer reporter news copywriter",
        "event live venue stage lighting rigger festival entertainment",
        "props scenic costume wardrobe theatre set puppet wig makeup dresser",
        # Keeping safe
        "fire firefighter fighter emergency rescue ambulance responder coastguard urgent lifeguard",
        "police constable sergeant superintendent detective crime investigator enforcement prison custody detention"
        " probation warden offender",
        "safety protection hazard risk health environment accident survival fire",
        "security guard protection border immigration custody detention coastguard locksmith intelligence bouncer"
        " bodyguard watchperson",
        "prison custody detention warden jail",
        "police constable sergeant superintendent detective border immigration patrol",
        "border immigration customs passport",
        "fire firefighter rescue",
    )
)
"""Words of one trade each. A narrow circle may stand beside the wide trade that it is of: the rarer tells more."""
