"""The sentences an English letter is made of, by what the person has and by family of work. Data only.

No phrase holds a number word, a claim of its own, or a word the person has not earned: what is said about
the candidate comes in through the braces.
"""

from __future__ import annotations

from ...schema import JobFamily as Family

Options = tuple[str, ...]

OPENINGS: dict[str, Options] = {
    # the same line of work, in a current role
    "same_now": (
        "{Role} is close to the work I do now {own}.",
        "I work {own}, and {role} is in the same line of work.",
        "I am applying for {role}. {Own}, I know this kind of work from the inside.",
        "{Own}, I read your ad for {role} with interest.",
    ),
    # the same line of work, in a past role
    "same_past": (
        "I am applying for {role}. The work is familiar to me from my time {own}.",
        "{Role} would continue the work I did {own}.",
        "I know the work behind {role} from my time {own}.",
    ),
    # another title, but much of what the job asks for
    "near": (
        "I would like to be considered for {role}. I come to it from my work {own}.",
        "{Role} is where I would like to take what I have learned {own}.",
        "I am interested in {role}, and I would bring my experience {own}.",
    ),
    # another field
    "other": (
        "I would come to {role} from a different direction, with my experience {own}.",
        "I am applying for {role} from another line of work: my experience was gained {own}.",
        "My path to {role} leads through another field: I have worked {own}.",
    ),
    # no roles in the resume
    "entry": (
        "I am applying for {role}.",
        "I would like to be considered for {role}.",
    ),
}

PRACTISED: Options = (
    "You ask for {terms}, and my experience covers them.",
    "Of the things you list, {terms} are part of what I have done.",
    "Much of what you describe is work I have done: {terms}.",
)
"""The roles themselves show the terms."""

LISTED: Options = (
    "From your list, I can offer {terms}.",
    "Of what you ask for, I can offer {terms}.",
)
"""The resume names the terms outside its roles."""

YEARS = "I bring {years} years of work experience."
STUDIED = "I studied at {school} ({degree})."
STUDIED_NO_SCHOOL = "My degree is {degree}."

RESULTS: dict[Family, Options] = {
    Family.ENGINEERING: ("Let me be concrete.", "What I have built is the best answer I can give."),
    Family.PRODUCT: ("Let me be concrete.", "What changed for users and for the business says it best."),
    Family.MARKETING: ("Results first.", "The work is easiest to judge by what it brought in."),
    Family.SALES: ("My numbers first.", "The results are easy to check."),
    Family.FINANCE: ("Some of it can be put in figures.", "The figures I can point to are these."),
    Family.OPERATIONS: ("Some of it can be measured.", "What changed day to day is easy to show."),
    Family.HEALTHCARE: ("From practice:", "Some of it can be measured, even in care."),
    Family.EDUCATION: ("From my own practice:", "Some of it can be measured, even in teaching."),
    Family.GENERAL: ("Let me be concrete.", "Some of it can be measured."),
}
"""Before achievements with figures, where the line of work is the same."""

TIES: Options = (
    "That is also where my experience with {terms} comes from.",
    "My knowledge of {terms} comes from that work.",
)
"""After achievements that touch on more of what the job asks for."""

PEOPLE: dict[str, Options] = {
    "lead": (
        "I am used to having people look to me for direction.",
        "Being responsible for others has been part of the work.",
    ),
    "teach": ("Passing on what I know has been part of the work.", "I have also helped others to learn."),
    "together": ("Working with others runs through my experience.", "I am used to working across roles."),
}

FAMILY_PEOPLE: dict[Family, Options] = {
    Family.ENGINEERING: ("Engineering is team work, and I know that side of it.",),
    Family.PRODUCT: ("Product work is done through other people, and I know that side of it.",),
    Family.MARKETING: ("Good campaigns take several people, and I know that side of it.",),
    Family.SALES: ("Selling also takes colleagues who can rely on you.",),
    Family.FINANCE: ("Figures come from people, and I have worked closely with them.",),
    Family.OPERATIONS: ("Operations rest on the people who run them.",),
    Family.HEALTHCARE: ("Care depends on the team around the patient.",),
    Family.EDUCATION: ("Teaching is shared work.",),
}
"""For candidates of the same line of work."""

MORE: Options = ("A further example:", "I would add this:")
CERTIFICATIONS: Options = (
    "My qualifications include {terms}.",
    "By way of qualifications, I can show {terms}.",
)
EDUCATION: Options = ("I studied at {school} ({degree}).", "My studies were at {school} ({degree}).")
ALSO_BRINGS = "Beyond that, I bring {terms}."
PLAIN_THIRD = "I am glad to say more about any point of my background."

INTEREST: Options = (
    "What interests me most about the role is {doing}.",
    "I would enjoy {doing}.",
    "The part of the role I look forward to most is {doing}.",
)
INTEREST_TERMS: Options = (
    "The mix of {terms} is what makes the role interesting to me.",
    "It is the combination of {terms} that makes me want this role.",
)
INTEREST_PLAIN: Options = (
    "I would like to hear more about the work and the people behind it.",
    "I would like to learn what the first months in the role look like.",
    "I am curious how the work is set up and who I would be working with.",
    "It would help me to hear what you need most from the person in this role.",
)
INTEREST_OTHER: Options = (
    "I would like to hear where experience {own} could be of use to you.",
    "What I know from my work {own} may be useful to you in ways that an ad cannot list.",
    "I would be glad to explore with you what carries over from my work {own}.",
)
"""For candidates from another field; {own} names their role without the employer."""

TALK: dict[Family, Options] = {
    Family.ENGINEERING: (
        "I would be glad to go through any of this in detail.",
        "I am happy to talk through the technical side whenever it suits you.",
    ),
    Family.PRODUCT: (
        "I would be glad to talk through how I work.",
        "I would like to hear where you want to take things next.",
    ),
    Family.MARKETING: (
        "I would be glad to show you the work behind these lines.",
        "I would like to hear who you want to reach next.",
    ),
    Family.SALES: ("When would be a good time for a call?", "I would be glad to meet and talk numbers."),
    Family.FINANCE: (
        "I would be glad to go through any of this in person.",
        "I am happy to answer questions about any of these points.",
    ),
    Family.OPERATIONS: (
        "I would be glad to come in and see how you work.",
        "I am happy to come by and talk about how things run.",
    ),
    Family.HEALTHCARE: (
        "I would be glad to come in, meet the team and talk.",
        "I would welcome the chance to meet the people I would be working with.",
    ),
    Family.EDUCATION: (
        "I would be glad to come in and talk about how I teach.",
        "I would welcome the chance to meet you and your colleagues.",
    ),
    Family.GENERAL: (
        "I would be glad to talk about the role in person.",
        "I would welcome a conversation about the role.",
        "I am happy to come in for a talk at a time that suits you.",
        "If this sounds useful to you, I would be glad to meet.",
    ),
}

SIGN_OFF = "Kind regards,"
