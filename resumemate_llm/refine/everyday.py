"""Everyday words: data for `claims`.

A rewording may bring in one of these without saying anything new about the candidate. None of them names a
trade, a tool, a field of knowledge, a customer, a rank, a scale or an outcome.
"""

from __future__ import annotations

from .words import sign

_NOUNS = (
    "ability access analysis account advice aim amount answer approach area arrangement aspect attention background "
    "basis batch bit breadth cadence care case challenge change check choice client colleague combination "
    "concern condition contact contribution copy counterpart cover customer date day deadline decision depth "
    "detail difference direction discussion document duration each effort element end entry event evidence example "
    "exchange expectation experience extent fact feature feedback file first flow focus follow-up form format "
    "foundation full goal group guidance habit hand help history hour idea impact individual information "
    "initiative input insight instruction interest issue item job kind knowledge layout level life line list "
    "location look material matter means meeting member message method minute moment month name need note "
    "number objective occasion office opportunity option order others outcome outset overview page pair part "
    "participant partner peer people period person perspective phase piece place plan point portion position "
    "practice presence priority problem procedure process product progress project proposal purpose question "
    "range reason record reference regard relationship reply request requirement resource response "
    "responsibility rest result review role room round routine rule schedule scope season second sense "
    "service session set setting setup share shift side site situation solution source space staff stage "
    "stakeholder standard start state step story structure style subject success support system task team "
    "thing time today tool topic total transition trend trip turn type unit update use user value variety "
    "version view visit volume way week whole word work workflow year"
)
_ADJECTIVES = (
    "able active actual additional available bespoke best better big broad busy calm careful central certain "
    "clean clear close common complete comprehensive concrete consistent constant correct critical cross- "
    "functional current daily day-to-day dedicated deep different difficult direct distinct early easy "
    "effective efficient entire essential established everyday exact existing external extra fair familiar "
    "far fast final fine first frequent fresh friendly front-line full further general good great hands-on "
    "happy hard helpful high honest important in-depth incoming individual informal initial internal joint "
    "key large last late latest left likely live local long low main major many medium minor multiple mutual "
    "natural necessary new next normal numerous ongoing open ordinary original outgoing outside overall own "
    "particular past patient personal plain positive possible practical present previous primary private "
    "prompt proper public quick quiet ready real recent regular related relevant reliable responsible right "
    "robust routine same secure separate several short significant similar simple single small smart smooth "
    "special specific stable standard steady strategic strong structured suitable sure tailored thorough tidy "
    "timely total typical unique up-to-date upcoming useful usual valuable varied various vital weekly well "
    "wide written"
)
_VERBS = (
    "accept accompany learn act adapt add address adjust advise agree align allow appear apply appoint approach "
    "arrive ask assign attend avoid back become begin belong bring call care carry cause change choose "
    "clarify close collect combine come compile complete concern confirm connect consider consist consolidate "
    "consult contain continue contribute convert cover deal decide define demonstrate depend describe "
    "determine differ discuss divide double-check earn embed emerge enable encourage end engage enjoy ensure "
    "enter exchange expand expect explain express extend facilitate feed feel field fill fit flag focus "
    "follow form forward foster free fulfil gather get give go guide happen have hear hold host incorporate "
    "indicate inform inspire integrate interact involve issue join keep know lay leave let liaise lie limit "
    "link list listen live look make manage mark match mean meet merge move name need note notice notify "
    "observe occur offer open optimise order own pass pay perform pick place play point post prepare present "
    "prevent prioritise proceed produce promote protect prove pull push raise range react read realise "
    "receive recognise recommend refer reflect relate rely remain remind remove repeat replace report "
    "represent request require reshape respond restore retain return reuse ride rise run save say see seek "
    "select send separate serve saw set settle shape share show sit solve sort speak specify spend stand "
    "standardise start state stay stop submit succeed suggest suit supply surface sustain take talk target "
    "tell tend think tie touch trace track treat trigger try turn understand unify use vary verify view visit "
    "volunteer walk want weigh win wish word write yield"
)

EVERYDAY = frozenset(
    sign(word) for words in (_NOUNS, _ADJECTIVES, _VERBS) for word in words.replace("-", " ").split()
)
"""Their signs, to be compared with those of a text."""
